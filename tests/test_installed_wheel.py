"""The wheel carries templates, assets, tenants, policies and migrations: install it and ask."""

import subprocess
import sys
import venv
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
SCRIPT = """
from liandong.entrypoints.administering import read_packages
from liandong.entrypoints.app import create_app
from liandong.db.engine import open_engine, open_sessions
from liandong.features.tenants.service import divisions
from liandong.kernel.resources import data_root
assert data_root().name == "_data", data_root()
assert len([p for p in read_packages() if p.level == "county"]) == 4
assert len([each for each in divisions().beneath("4101") if each.is_counted]) == 12
app = create_app(open_sessions(open_engine("postgresql+psycopg://nobody@/none")), None)
client = app.test_client()
page = client.get("/sign-in")
assert page.status_code == 200, page.status
assert client.get("/static/vendor/tabler.min.css").status_code == 200
print("served")
"""


def test_the_installed_wheel_serves_a_page_with_its_styles(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", tmp_path, REPO], check=True)  # noqa: S603  # our own command
    (wheel,) = tmp_path.glob("liandong-*.whl")
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, system_site_packages=False)
    site = next((home / "lib").glob("python3*")) / "site-packages"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-compile"]
    subprocess.run([*install, "--target", site, wheel], check=True)  # noqa: S603  # our own command
    ours = Path(sys.prefix) / "lib" / site.parent.name / "site-packages"
    (site / "zz_borrowed.pth").write_text(str(ours))
    code = f"import sys; sys.path[:] = [p for p in sys.path if '/platform' not in p]\n{SCRIPT}"
    done = subprocess.run(  # noqa: S603  # our own command
        [home / "bin" / "python", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.stdout.strip().endswith("served"), done.stderr
