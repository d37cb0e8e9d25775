"""Prints which rooms of the program include which, and what is wrong with it: an include that points right or up,
files that include each other in a circle, an include between rooms that CMake does not link. Exits 1 where anything is.

usage: include_graph.py [the repository's folder]
"""
import collections
import pathlib
import re
import sys

# From left to right: a room includes those before it. Rooms of one line do not know each other.
ORDER = [
    ["results/log"],
    ["results/statistics"],
    ["results/compare"],
    ["results/paper"],
    ["results/decide"],
    ["results/tables"],
    ["results/charts", "results/watch"],
    ["results/show"],
    ["envs"],
    ["algos/kernels"],
    ["algos/networks"],
    ["algos/learner"],
    ["algos/replay"],
    ["algos/on_policy", "algos/off_policy", "algos/dqn", "algos/derivative_free"],
    ["algos/torch"],
    ["algos/run"],
    ["bench/study"],
    ["bench/run"],
    ["bench/cli"],
    ["bench/commands", "bench/micro"],
    ["python/bindings"],
]
PROGRAMS = {"bench/micro", "python/bindings"}  # rooms without a library: each of their programs links what it needs

INCLUDE = re.compile(r'\s*#\s*include\s+"([^"]+)"')
SOURCES = (".h", ".cc", ".h.in", ".cc.in")


class Include:
    def __init__(self, source, line, target):
        self.source, self.line, self.target = source, line, target
        self.rooms = (room_of(source), room_of(target))

    def __str__(self):
        return f"{self.source}:{self.line}: includes {self.target}"


def room_of(path):
    parts = path.split("/")[:-1]
    return "/".join(parts[:1] if parts[:1] == ["envs"] else parts[:2])


def rank_of(room):
    for rank, rooms in enumerate(ORDER):
        if room in rooms:
            return rank
    return None


def includes_of(root):
    """Every include of a file of the repository, in order; what a build generates is not in it."""
    folders = dict.fromkeys(room.split("/")[0] for rooms in ORDER for room in rooms)
    files = sorted(file for folder in folders for file in (root / folder).rglob("*") if file.name.endswith(SOURCES))
    for file in files:
        source = file.relative_to(root).as_posix()
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if found and (root / found[1]).is_file():
                yield Include(source, number, found[1])


def circles(includes):
    """Files that include themselves by way of others, each circle once."""
    edges = collections.defaultdict(list)
    for include in includes:
        edges[include.source].append(include.target)
    found, finished = [], set()

    def visit(file, path):
        if file in path:
            found.append(path[path.index(file):] + [file])
        elif file not in finished:
            for target in edges[file]:
                visit(target, path + [file])
            finished.add(file)

    for file in sorted(edges):
        visit(file, [])
    return found


def linked_rooms(root):
    """{room: rooms that its library links, directly or through others}, as the CMakeLists.txt say it. A folder whose
    rooms are one library links as one."""
    links, libraries = collections.defaultdict(set), set()
    for file in root.glob("*/**/CMakeLists.txt"):
        text = re.sub(r"#.*", "", file.read_text())
        for command, name, rest in re.findall(
                r"(gaitbench_library|target_link_libraries)\(\s*(?:gaitbench_)?(\w+)([^)]*)\)", text):
            links[name] |= set(re.findall(r"gaitbench::(\w+)", rest))
            if command == "gaitbench_library":
                libraries.add(name)

    def reached(name, seen):
        for other in links.get(name, set()) - seen:
            seen.add(other)
            reached(other, seen)
        return seen

    def library_of(room):
        folder = room.split("/")[0]
        return folder if folder in libraries else room.replace("/", "_")

    rooms = [room for rooms in ORDER for room in rooms]
    linked = {room: reached(library_of(room), {library_of(room)}) for room in rooms}
    return {room: {other for other in rooms if library_of(other) in linked[room]} for room in rooms}


def complaints(includes, linked):
    """Sentences, each with file and line."""
    for include in includes:
        room, other = include.rooms
        if room == other:
            continue
        if rank_of(room) is None or rank_of(other) is None:
            yield f"{include}: a folder that is no room of tests/house/include_graph.py"
        elif rank_of(other) >= rank_of(room):
            yield f"{include}: {other} is not left of {room}"
        elif room not in PROGRAMS and other not in linked[room]:
            yield f"{include}: CMake does not link {room} to {other}"
    for circle in circles(includes):
        yield "in a circle: " + " -> ".join(circle)


def graph_text(includes):
    counts = collections.Counter(include.rooms for include in includes)
    lines = []
    for rooms in ORDER:
        for room in rooms:
            arrows = [f"{other} ({counts[room, other]})" for others in ORDER for other in others
                      if other != room and counts[room, other]]
            if arrows or counts[room, room]:
                lines.append(f"{room:<18} -> {', '.join(arrows) or 'nothing'}")
    return "\n".join(lines)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    includes = list(includes_of(root))
    print(graph_text(includes))
    wrong = list(complaints(includes, linked_rooms(root)))
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
