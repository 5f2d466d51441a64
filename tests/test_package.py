"""The wheel, built, installed into a clean environment, and run from another folder."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built without isolation and without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    ran = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return folder / ran.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`persona-lab` in a clean environment; the dependencies are those of this one, our checkout is not."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    paths = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    site_packages = Path(paths.stdout.strip())
    installed = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", "--target", str(site_packages),
         str(wheel)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    dependencies = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    linked = [
        path
        for path in dependencies.iterdir()
        if not path.name.startswith(("persona_lab", "_persona_lab", "_editable"))
    ]
    for path in linked:
        if path.suffix != ".pth" and not (site_packages / path.name).exists():
            (site_packages / path.name).symlink_to(path)
    return python


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), "-m", "persona_lab", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_wheel_carries_every_built_in_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("personas", "scenarios", "rubrics"):
        for path in (ROOT / folder).glob("*.yaml"):
            assert f"persona_lab/_data/{folder}/{path.name}" in names
    assert "persona_lab_tui/__init__.py" in names
    assert any(name.endswith(".tcss") for name in names)
    assert not any(name.startswith(("tests/", "tui/", "cassettes/")) for name in names)


def test_the_installed_program_runs_from_another_folder(program: Path, tmp_path: Path) -> None:
    listed = run(program, tmp_path, "personas", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    entries = json.loads(listed.stdout)
    assert {entry["id"] for entry in entries} == {path.stem for path in (ROOT / "personas").glob("*.yaml")}
    played = run(program, tmp_path, "duel", "shouting", "--scenario", "late-parcel", "--agent", "stock:good", "--json")
    assert played.returncode == 0, played.stderr
    assert json.loads(played.stdout)["end_reason"] in {"resolved", "accepted"}
    where = run(program, tmp_path, "personas", "show", "shouting", "--json")
    assert where.returncode == 0, where.stderr


def test_nothing_of_the_checkout_is_used(program: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [str(program), "-c", "import persona_lab; print(persona_lab.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert str(ROOT) not in ran.stdout
