#!/usr/bin/env python3
"""Checks what compilers do not: borders between folders, purpose lines, sizes, links, files that nobody builds.

Prints "file:line: message" for each finding and exits with 1 if there is one. Standard library only.
The borders are those of docs/ARCHITECTURE.md; a rule that is in the way is changed here, in the open, not stepped
around.
"""

import argparse
import os
import re
import sys
from pathlib import Path

LINE_COLUMNS_MAX = 120
FUNCTION_LINES_MAX = 70

SKIPPED_FOLDERS = {".git", ".local", "build", "node_modules", "__pycache__", ".cache", ".pytest_cache"}
CPP = {".cpp", ".hpp"}
COLUMNS_CHECKED = CPP | {".py", ".sh", ".cmake"}
PURPOSE_MARKS = {".cpp": "//", ".hpp": "//", ".py": "#", ".sh": "#", ".sql": "--", "": "#"}

# What the law may include: itself, the C++ library, Boost's headers without I/O, fmt. An allow list, so that a new
# library is a decision.
WORKFLOW_THIRD_PARTIES = ("boost/", "fmt/")
WORKFLOW_FORBIDDEN = (
    "boost/asio", "boost/beast", "boost/json", "boost/url", "boost/filesystem", "boost/interprocess", "boost/process",
    "boost/thread",
)
WORKFLOW_FORBIDDEN_STANDARD = {
    "condition_variable", "filesystem", "fstream", "future", "iostream", "mutex", "shared_mutex", "thread",
}

# Inside workflow/, what each folder stands on.
_LAW = {"core", "calendar", "procedure", "rules"}
WORKFLOW_STANDS_ON = {
    "core": {"core"},
    "calendar": {"core", "calendar"},
    "procedure": _LAW,
    "rules": _LAW,
    "ports": _LAW | {"ports"},
    "evidence": {"core", "ports", "evidence"},
    "dossier": _LAW | {"dossier"},
    "catalogue": _LAW | {"dossier", "catalogue"},
    "register": _LAW | {"dossier", "register"},
}
# The use cases stand on everything.
WORKFLOW_TOP = {"service"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# Written so that this line does not find itself.
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.-])(/(?:work|farm|root|tmp/j|home/[a-z]+)/)")


def finding(path, line, message):
    return f"{path}:{line}: {message}"


# --- borders ---------------------------------------------------------------------------------------------------------


def workflow_border(path, kind, target):
    """Why a file below workflow/ may not include target, or None."""
    parts = path.parts
    folder = parts[1] if len(parts) > 2 else ""
    if kind == "<":
        if target.startswith(WORKFLOW_FORBIDDEN):
            return f"workflow/ is pure: <{target}> brings the world in"
        if target.startswith("boost/msm"):
            state_machines = parts[1:2] == ("procedure",) and (
                parts[2] == "msm" or (parts[2] == "statutes" and path.suffix == ".cpp")
            )
            return None if state_machines else "Boost.MSM only in procedure/statutes/**/*.cpp and procedure/msm/"
        if "/" in target or target.endswith((".h", ".hpp")):
            ours = target.startswith(WORKFLOW_THIRD_PARTIES)
            return None if ours else f"workflow/ links Boost and fmt only, not <{target}>"
        return f"workflow/ has no I/O and no threads: <{target}>" if target in WORKFLOW_FORBIDDEN_STANDARD else None
    if not target.startswith("workflow/"):
        return f'workflow/ includes nothing from outside: "{target}"'
    other = target.split("/")[1]
    if folder in WORKFLOW_TOP or folder == "":
        return None
    allowed = WORKFLOW_STANDS_ON.get(folder)
    if allowed is None:
        return f"workflow/{folder} has no place in the order of folders yet (tools/tidy.py)"
    return None if other in allowed else f"workflow/{folder} may not stand on workflow/{other}"


def adapter_border(path, target):
    """Why a file below adapters/ may not include target (of ours), or None."""
    parts = target.split("/")
    if parts[0] == "tools" or parts[0] == "tests":
        return f'an adapter includes nothing from {parts[0]}/: "{target}"'
    if parts[0] == "adapters" and parts[1] not in (path.parts[1], "codec"):
        return f'an adapter includes no other adapter, except codec: "{target}"'
    return None


def check_borders(path, text):
    area = path.parts[0]
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            why = None
            if area == "workflow":
                why = workflow_border(path, *match.groups())
            elif area == "adapters" and match.group(1) == '"':
                why = adapter_border(path, match.group(2))
            if match.group(1) == '"' and not (why or re.match(r"(workflow|adapters|tools|tests)/", match.group(2))):
                why = f'includes are written from the root of the repository: "{match.group(2)}"'
            if why:
                yield finding(path, number, why)
        in_clock = path.parts[:2] == ("adapters", "system")
        if "system_clock::now" in line and not in_clock and area != "tests":
            yield finding(path, number, "only adapters/system reads the clock (system_clock::now)")


# --- purpose and size ------------------------------------------------------------------------------------------------


def check_purpose(path, text):
    mark = PURPOSE_MARKS[path.suffix]
    lines = text.splitlines()
    first = 1 if lines and lines[0].startswith("#!") else 0
    line = lines[first].strip() if len(lines) > first else ""
    if path.suffix == ".py" and line.startswith('"""'):
        says = line.strip('"').strip()
    elif path.suffix == ".py" and not line.strip():
        says = ""
    else:
        says = line[len(mark):].strip() if line.startswith(mark) else ""
    if not re.search(r"\w{2}|[一-鿿]", says):
        yield finding(path, first + 1, f"begins without a line of purpose ({mark} what this file is for)")


def check_columns(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_COLUMNS_MAX:
            yield finding(path, number, f"{len(line)} columns, at most {LINE_COLUMNS_MAX}")


CPP_NOT_CODE = re.compile(
    r'R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'  # raw string
    r"|//[^\n]*|/\*.*?\*/"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'"  # not the separator in 1'000
    r"|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*",
    re.DOTALL | re.MULTILINE,
)
CLASS_LIKE = re.compile(r"^\s*(?:inline\s+)?(?:namespace|class|struct|union|enum|extern)\b")
BEFORE_HEAD = re.compile(r"\s*(?:(?:public|protected|private)\s*:\s*)*")
TEMPLATE_HEAD = re.compile(r"^\s*template\s*<")


def only_code(text):
    """The text with comments, literals and preprocessor lines blanked; every line keeps its number."""

    def blank(match):
        kept = "\n" * match.group(0).count("\n")
        return '""' + kept if match.group(0).startswith(('"', 'R"')) else kept

    return CPP_NOT_CODE.sub(blank, text)


def without_template_heads(header):
    while TEMPLATE_HEAD.match(header):
        depth = 0
        for position, letter in enumerate(header):
            depth += (letter == "<") - (letter == ">")
            if letter == ">" and depth == 0:
                header = header[position + 1:]
                break
        else:
            return header
    return header


def opens_function(header):
    """Whether the text before a "{" is the head of a function (or of a lambda outside any function)."""
    header = without_template_heads(header).strip()
    if not header or CLASS_LIKE.match(header) or "(" not in header:
        return False
    return not header.endswith(("=", ",", "(", "return"))


def functions(text):
    """Yields (first line, last line, head) of each outermost function, by counting braces."""
    code = only_code(text)
    stack = []  # (is function, start of its head)
    start = 0
    parens = 0
    inside = 0
    for position, letter in enumerate(code):
        if letter in "()":
            parens += 1 if letter == "(" else -1
        elif letter == "{":
            head = code[start:position]
            function = inside == 0 and parens == 0 and opens_function(head)
            stack.append((function, start))
            inside += function
            if not inside and parens == 0:
                start = position + 1
        elif letter == "}" and stack:
            function, begin = stack.pop()
            rest = code[position + 1:position + 40].lstrip()
            inside -= function
            if function and rest.startswith((",", "{")):
                start = begin  # "Type() : member_{1}, other_{2} {": the head goes on
            elif function:
                head = code[begin:position]
                begin += BEFORE_HEAD.match(head).end()
                yield code.count("\n", 0, begin) + 1, code.count("\n", 0, position) + 1, head.split("{")[0].strip()
                start = position + 1
            elif not inside and parens == 0:
                start = position + 1
        elif letter == ";" and not inside and parens == 0:
            start = position + 1


def check_functions(path, text):
    for first, last, head in functions(text):
        length = last - first + 1
        if length > FUNCTION_LINES_MAX:
            match = re.search(r"([\w:~]+)\s*\(", head)
            name = match.group(1) if match else "a function"
            yield finding(path, first, f"{name} has {length} lines, at most {FUNCTION_LINES_MAX}")


# --- what is built ---------------------------------------------------------------------------------------------------


def check_built(path, root, lists):
    """A .cpp is named by a CMakeLists.txt of its folder or of one above it."""
    for folder in path.parents:
        listed = folder / "CMakeLists.txt"
        if listed not in lists:
            text = (root / listed).read_text(encoding="utf-8") if (root / listed).exists() else ""
            lists[listed] = set(re.findall(r'[^\s()"]+', re.sub(r"#.*", "", text)))
        if path.relative_to(folder).as_posix() in lists[listed]:
            return
    yield finding(path, 1, "no CMakeLists.txt names this file, so nobody builds it")


# --- documents -------------------------------------------------------------------------------------------------------

FENCE = re.compile(r"^\s*(```|~~~)")
LINK = re.compile(r"(?<!\\)\]\(\s*<?([^()<>\s]+(?:\([^()\s]*\)[^()<>\s]*)?)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)")


def prose(text):
    """(number, line) of each line outside fenced code, inline code blanked."""
    fence = None
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if match and fence in (None, match.group(1)):
            fence = None if fence else match.group(1)
        elif fence is None:
            yield number, line


def anchors(text):
    """The anchors that GitHub makes from the headings of a document, and those written by hand."""
    seen = {}
    found = set()
    for _, line in prose(text):
        found.update(re.findall(r'<a\s+(?:id|name)="([^"]+)"', line))
        match = re.match(r"#{1,6}\s+(.*?)\s*#*\s*$", line)
        if match:
            title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match.group(1))
            slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            found.add(f"{slug}-{count}" if count else slug)
    return found


def check_title(path, text):
    titles = [number for number, line in prose(text) if re.match(r"# \S", line)]
    if len(titles) != 1:
        yield finding(path, titles[1] if titles else 1, f"has {len(titles)} titles (\"# …\"), must have one")


def dead_link(root, path, target):
    """Why a link in a document leads nowhere, or None."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    file, _, anchor = target.partition("#")
    place = (root / file.lstrip("/")) if file.startswith("/") else (root / path).parent / file if file else root / path
    if not place.exists():
        return f"dead link: {target}"
    if anchor and place.suffix == ".md" and anchor not in anchors(place.read_text(encoding="utf-8")):
        return f"dead link: {file or path.name} has no #{anchor}"
    return None


def check_links(path, text, root):
    for number, line in prose(text):
        line = re.sub(r"`[^`]*`", "", line)
        for target in LINK.findall(line) + REFERENCE.findall(line):
            why = dead_link(root, path, target)
            if why:
                yield finding(path, number, why)


# --- all of it -------------------------------------------------------------------------------------------------------


def check_machine_paths(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        match = MACHINE_PATH.search(line)
        if match:
            yield finding(path, number, f"names a place on somebody's machine: {match.group(1)}")


def is_script(path, text):
    return path.suffix == "" and text.startswith("#!")


def check_file(root, path, text, lists):
    suffix = path.suffix
    yield from check_machine_paths(path, text)
    if suffix in {".cpp", ".hpp", ".py", ".sh", ".sql"} or is_script(path, text):
        yield from check_purpose(path, text)
    if suffix in COLUMNS_CHECKED or path.name == "CMakeLists.txt" or is_script(path, text):
        yield from check_columns(path, text)
    if suffix in CPP:
        yield from check_borders(path, text)
        yield from check_functions(path, text)
    if suffix == ".cpp":
        yield from check_built(path, root, lists)
    if suffix == ".md":
        yield from check_title(path, text)
        yield from check_links(path, text, root)


def our_files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(root)


def check_tree(root):
    lists = {}
    for path in our_files(root):
        try:
            text = (root / path).read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # not a text; nothing here can judge it
        except FileNotFoundError:
            continue  # a link to nowhere, or a file that an editor just removed
        yield from check_file(root, path, text, lists)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, help="the tree to check")
    root = parser.parse_args().root
    findings = list(check_tree(root))
    for line in findings:
        print(line)
    if findings:
        print(f"tidy: {len(findings)} findings", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
