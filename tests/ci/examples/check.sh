set -e
python3 -m venv .cnncalc
.cnncalc/bin/pip install --quiet https://github.com/OWNER/cnncalc/archive/v0.1.0.tar.gz
.cnncalc/bin/cnncalc check specs/
