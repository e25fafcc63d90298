"""A report as CSV."""

from __future__ import annotations

import csv
import io

import cnncalc
from cnncalc.render.columns import COLUMNS, named
from cnncalc.render.sheet import View
from tests.running import reported

HEADER = (
    "index,path,id,type,layer,input,output,params,trainable_params,buffers,flatten,from,shares,"
    "macs,param_bytes,activation_bytes,kept_bytes,receptive_field,jump,start"
)


def test_unknown_figures_are_empty_cells() -> None:
    assert cnncalc.as_csv(reported("Xyzzy, relu")) == (
        f"{HEADER}\n1,0,,Xyzzy,Xyzzy,3x32x32,,,,,,input,,,,,,,,\n2,1,,ReLU,ReLU(),,,,,,,1,,,,,,,,"
    )


def test_what_could_break_a_row_is_written_out() -> None:
    written = cnncalc.as_csv(reported('layers: [{"a\\n\\e[31m,\\"b": 3}]'))
    rows = list(csv.reader(io.StringIO(written)))
    assert [len(each) for each in rows] == [20, 20]
    assert rows[1][3] == 'a\\n\\x1b[31m,"b'
    assert len(written.split("\n")) == 2


def test_a_row_is_a_layer() -> None:
    report = reported("layers: [{id: a, Conv2d: {out: 4, kernel: [1, 3]}}, Flatten]", "3x8x8")
    assert cnncalc.as_csv(report) == (
        f"{HEADER}\n"
        '1,a,a,Conv2d,"Conv2d(3, 4, (1, 3))",3x8x8,4x8x6,40,40,0,192,input,,'
        "1728,160,768,0,1x3,1,0\n"
        "2,1,,Flatten,Flatten(),4x8x6,192,0,0,0,192,1,,0,0,768,0,1x3,,"
    )


def test_no_layer_is_the_header_alone() -> None:
    assert cnncalc.as_csv(reported("")) == HEADER


def test_chosen_columns_stand_as_chosen_and_the_heaviest_first() -> None:
    view = View(named(["layer", "macs", "kernel"]), sort=COLUMNS["macs"], top=1)
    written = cnncalc.as_csv(reported("conv4k3, conv8k3, relu"), view)
    assert written == 'layer,macs,kernel\n"Conv2d(4, 8, 3)",225792,3x3'
