"""The project about itself: what its pages, its lock and its wheel say is so."""

import ast
import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tomllib
import types
import zipfile
from functools import cache
from pathlib import Path

import msgspec
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import publish
from publish.diagnostics import Code
from publish.theming import tokens

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_OURS = {"dist", "out", "__pycache__", "node_modules"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file of the project: not what builds, caches and editors leave behind."""

    def ours(path: Path) -> bool:
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") for part in parts if part not in {".ci", ".gitignore"})
        return path.is_file() and not hidden and NOT_OURS.isdisjoint(parts)

    return tuple(path for path in ROOT.rglob("*") if ours(path))


def text_of(path: Path) -> str:
    """The text of a file, empty for what is no text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# Pages -----------------------------------------------------------------------------------------------

PAGES = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))


def named_paths(page: str) -> list[str]:
    """What stands in back-ticks and looks like a file or folder of ours: publish/walk.py, themes/."""
    top = "publish|themes|content|tests|docs|bench|scripts|requirements"
    return re.findall(rf"`((?:{top})/[\w./*-]*)`", page)


def test_every_module_and_folder_that_the_architecture_names_exists() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [path for path in named_paths(page) if not any(ROOT.glob(path.rstrip("/")))]
    assert not missing
    assert len(named_paths(page)) > 15, "the page names too little: is its form still what this test reads?"


def test_every_room_stands_in_the_architecture() -> None:
    named = set(named_paths((ROOT / "ARCHITECTURE.md").read_text("utf-8")))
    rooms = {
        f"publish/{path.name}" if path.is_file() else f"publish/{path.name}/"
        for path in (ROOT / "publish").iterdir()
        if path.suffix == ".py" or any(path.glob("*.py"))
    }
    assert rooms - named - {"publish/__init__.py", "publish/__main__.py"} == set()


def test_the_architecture_stays_a_page_one_reads() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()) <= 200


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_and_paths_in_our_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    missing += [path for path in named_paths(text) if not any(ROOT.glob(path.rstrip("/")))]
    assert not missing


def commands_in(page: Path) -> list[str]:
    """The lines of a page's shell examples that call publish or one of our scripts."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.match(r"publish |(\./)?(scripts|\.ci)/", line)]


@cache
def help_of(verb: str) -> str:
    command = [sys.executable, "-c", "from publish.cli import main; main()", verb, "--help"]
    done = subprocess.run(
        command,
        env=dict(os.environ) | {"COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"there is no verb “{verb}”"
    return done.stdout


@pytest.mark.parametrize(
    ("page", "command"), [(name_of(page), command) for page in PAGES for command in commands_in(page)]
)
def test_commands_in_our_pages_can_be_given(page: str, command: str) -> None:
    first, *words = shlex.split(command)
    if first != "publish":
        assert os.access(ROOT / first, os.X_OK)
        return
    verb, *words = words
    options = [word for word in words if word.startswith("-")]
    missing = [
        option for option in options if not re.search(rf"(?<![\w-]){option}(?![\w-])", help_of(verb))
    ]
    assert not missing
    assert all((ROOT / word).exists() for word in words if word.startswith("content/"))


@pytest.mark.parametrize(
    ("script", "page"), [("document_codes", "diagnostics.md"), ("document_rules", "rules.md")]
)
def test_every_diagnostic_and_every_rule_is_documented(script: str, page: str) -> None:
    """The page is what the script writes: run scripts/document_*.py after changing a code or a reason."""
    spec = importlib.util.spec_from_file_location(script, ROOT / "scripts" / f"{script}.py")
    assert spec is not None
    assert spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    assert (ROOT / "docs" / page).read_text("utf-8") == writer.page()


def test_every_token_and_style_of_a_theme_is_documented() -> None:
    told = set(re.findall(r"`([a-z0-9_-]+)`", text_of(ROOT / "docs" / "themes.md")))
    keys = {
        field.name
        for kind in vars(tokens).values()
        if isinstance(kind, type) and kind.__name__.endswith("Tokens") and kind is not tokens.ThemeTokens
        for field in msgspec.structs.fields(kind)
    }
    levels = {f"heading-{level}" for level in range(2, 6)}
    assert sorted(keys - told) == []
    assert sorted(tokens.STYLE_KEYS - levels - told) == []


@pytest.mark.parametrize("code", Code)
def test_a_diagnostic_code_is_a_slug_with_a_sentence(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.value)
    assert code.name == code.value.replace("-", "_").upper()
    assert code.doc.endswith(".")


def test_the_changelog_knows_this_version() -> None:
    versions = re.findall(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert publish.__version__ in versions


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert all(f"\n  {number}. " in text for number in range(18))
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("capture", sorted((ROOT / "content").glob("captures/*.*")), ids=name_of)
def test_samples_have_their_pictures_and_those_are_small(capture: Path) -> None:
    pictures = re.findall(r"(?:\(|src=\")(images/[\w.-]+)", capture.read_text("utf-8"))
    for picture in pictures:
        assert 0 < (capture.parent / picture).stat().st_size < 40_000


# Code ------------------------------------------------------------------------------------------------


def test_what_is_public_is_in_all_and_the_other_way_round() -> None:
    names = {
        name
        for name, value in vars(publish).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(publish.__all__) == names
    assert publish.__all__ == sorted(publish.__all__)


@pytest.mark.parametrize("name", publish.__all__)
def test_what_is_public_is_documented(name: str) -> None:
    assert getattr(publish, name).__doc__


@pytest.mark.parametrize("path", sorted((ROOT / "publish").rglob("*.py")), ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


# Where each library may be imported: at home, as a prefix of the path.
HOMES = {
    "budoux": ("publish/typesetting/phrases.py",),
    "markdown_it": ("publish/reading/markdown",),
    "mdit_py_plugins": ("publish/reading/markdown",),
    "lxml": ("publish/reading/html", "publish/renderers/docx", "publish/checks/"),
    "yaml": ("publish/reading/frontmatter.py",),
    "jinja2": ("publish/theming/templates.py",),
    "weasyprint": ("publish/renderers/pdf",),
    "pydyf": ("publish/renderers/pdf",),
    "ebooklib": ("publish/renderers/epub",),
    "docx": ("publish/renderers/docx",),
    "pikepdf": ("publish/checks/", "publish/renderers/pdf"),
    "pypdfium2": ("publish/checks/",),
    "tinycss2": ("publish/checks/looks/",),
    "cssselect2": ("publish/checks/looks/", "publish/renderers/pdf"),
    "PIL": ("publish/assets/",),
    "pillow_heif": ("publish/assets/images.py",),
    "resvg_py": ("publish/assets/drawings.py",),
    "rensa": ("publish/editions/duplicates.py",),
    "uharfbuzz": ("publish/theming/fontcuts.py", "publish/typesetting/measure.py"),
    "typer": ("publish/cli/",),
    "rich": ("publish/cli/",),
    "httpx2": ("publish/assets/fetch.py",),
    "httpcore2": ("publish/assets/fetch.py",),
    "socket": ("publish/assets/fetch.py",),
    "urllib.request": (),
    "http.client": (),
}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_at_home_only(library: str) -> None:
    elsewhere = [
        name_of(path)
        for path in (ROOT / "publish").rglob("*.py")
        if not name_of(path).startswith(HOMES[library]) and library in imported_by(path)
    ]
    assert not elsewhere


@cache
def imported_by(path: Path) -> frozenset[str]:
    """The modules that a file imports, and the packages they are in."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(".".join(name.split(".")[:depth]) for name in names for depth in (1, 2))


def test_nothing_heavy_is_loaded_before_a_format_is_asked_for() -> None:
    heavy = ("weasyprint", "docx", "ebooklib", "pypdfium2", "pikepdf", "PIL", "fontTools", "lxml", "jinja2")
    script = f"import sys, publish.cli, publish.plugins; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Nothing of any one machine ----------------------------------------------------------------------------

# Written in pieces, so that this file does not find itself.
FOREIGN = {
    "a path of one machine": r"(?<![\w.~/-])/(?:wo" r"rk|ro" r"ot|ho" r"me|Us" r"ers|o" r"pt)/[\w.]",
    "a registry's address": r"py" r"pi\.org|pythonhos" r"ted|registry\.np" r"mjs|deb\.deb" r"ian\.org",
    "a choice of registry": r"--(?:extra-)?index" r"-url|--find" r"-links|--trusted" r"-host",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if re.search(FOREIGN[what], line)
    ]
    assert not found


# The lock --------------------------------------------------------------------------------------------


@cache
def locked(name: str) -> dict[str, str]:
    """The exact versions in requirements/NAME.txt by canonical name; every one has hashes."""
    versions: dict[str, str] = {}
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    for entry in re.sub(r"\s*\\\n\s*", " ", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)).splitlines():
        match = re.fullmatch(r"([\w.-]+)==(\S+)(?: --hash=sha256:[0-9a-f]{64})+ *", entry)
        assert match, f"no exact version with hashes: {entry[:60]}"
        versions[canonicalize_name(match[1])] = match[2]
    return versions


def wanted_to_run() -> list[str]:
    return [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]


def wanted_to_develop() -> list[str]:
    extras = PROJECT["project"].get("optional-dependencies", {}).values()
    return [
        *wanted_to_run(),
        *PROJECT["dependency-groups"]["dev"],
        *(each for extra in extras for each in extra),
    ]


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("run", each) for each in wanted_to_run()] + [("dev", each) for each in wanted_to_develop()],
)
def test_the_lock_satisfies_the_project(lock: str, wanted: str) -> None:
    """After a change in pyproject.toml: scripts/lock."""
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(locked(lock)[canonicalize_name(requirement.name)])


def test_developers_have_what_users_have() -> None:
    assert locked("run").items() <= locked("dev").items()


# The wheel -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_the_package_with_its_data(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    ours = {
        name_of(path)
        for path in project_files()
        if path.is_relative_to(ROOT / "publish") and path.suffix != ".pyc"
    }
    assert ours - held == set()
    assert "publish/py.typed" in held


def test_the_wheel_holds_our_themes_and_the_licence(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    themes = {
        f"publish/shipped_{name_of(path)}"
        for path in project_files()
        if path.is_relative_to(ROOT / "themes")
    }
    assert len(themes) >= 2
    assert themes - held == set()
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_the_wheel_names_only_modules_that_are_in_it(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    points = PROJECT["project"]["entry-points"] | {"scripts": PROJECT["project"]["scripts"]}
    for group in points.values():
        for target in group.values():
            module = target.partition(":")[0].replace(".", "/")
            assert {f"{module}.py", f"{module}/__init__.py"} & held, f"{target} is not in the wheel"
