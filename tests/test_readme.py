"""The README tells the truth: its commands run, and print what it shows."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import cnncalc
from tests.golden.run import transcript

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
YAML = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: str(block).partition("\n")[0])
def test_a_command_prints_what_the_readme_shows(
    block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = block.partition("\n")[0].removeprefix("$ ")
    printed = transcript(command, ROOT, monkeypatch)
    assert printed.removesuffix("--- exit status 0\n") == block


def test_the_python_example_holds() -> None:
    examples = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README", "README.md", 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("text", YAML, ids=lambda text: str(text).partition("\n")[0])
def test_a_yaml_example_holds_what_it_expects(text: str) -> None:
    spec = cnncalc.parse(text)
    report = cnncalc.compute(cnncalc.build(spec))
    assert (*report.problems, *cnncalc.check(report, spec.claims)) == ()


def test_every_compact_token_of_the_table_is_one() -> None:
    table = README.partition("| token | is |\n")[2].partition("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()]
    tokens = [token for cell in cells for token in re.findall(r"`([^`…]+)`", cell)]
    assert len(tokens) > 15
    for token in tokens:
        shape = "8x12x12x12" if "3d" in token else "8x100" if "1d" in token else "8x12x12"
        spec = cnncalc.with_input(cnncalc.parse(token, code=True), shape)
        assert cnncalc.compute(cnncalc.build(spec)).problems == (), token


def test_the_first_screen_has_the_two_commands_that_ci_runs() -> None:
    first_screen = README.splitlines()[:24]
    commands = [line for line in first_screen if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[0].endswith("cnncalc specs/quiz-130.yaml")
    assert commands[1].endswith("-m pytest -q -n auto")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "^python3 -m venv .*$1" in ci


def test_the_picture_shows_the_table_that_the_command_prints(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = transcript("cnncalc specs/quiz-130.yaml", ROOT, monkeypatch)
    drawn = (ROOT / ".github" / "quiz-130.svg").read_text("utf-8")
    words = re.sub(r"<[^>]+>|&#160;", " ", drawn).split()
    for word in printed.split()[4:-4]:
        assert word in words


def test_the_readme_links_only_to_files_that_exist() -> None:
    prose = re.sub(r"```.*?```|`[^`]+`(?!\])", "", README, flags=re.DOTALL)
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", prose)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target
