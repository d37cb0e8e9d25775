"""Hostile variants of files: of bytes, of JSON documents and of safetensors files. Each takes a random.Random."""
import json
import random
import struct

HOSTILE_VALUES = [None, True, False, 0, -1, 1, 2**31, 2**63, -2**63, 10**30, 1e-320, 1e308, -1e308, 0.5, "", "inf", "nan",
                  "../../elsewhere", "/tmp/elsewhere", "\x1b[2J", "a\nb", "\u202e", "x" * 5000, [], {}, [[]], [None], [1, "a"],
                  {"": 0}, {"a": {"b": []}}, [0] * 3000]


def flip_bit(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1:]


def flip_bits(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.randint(2, 40)):
        data = flip_bit(data, draw)
    return data


def cut_off(data: bytes, draw: random.Random) -> bytes:
    return data[:draw.randrange(len(data))]


def append(data: bytes, draw: random.Random) -> bytes:
    return data + draw.choice([b"\0", b"}", b"\0{}", b" ]", draw.randbytes(draw.randint(1, 64))])


def delete_slice(data: bytes, draw: random.Random) -> bytes:
    begin, end = slice_of(data, draw)
    return data[:begin] + data[end:]


def repeat_slice(data: bytes, draw: random.Random) -> bytes:
    begin, end = slice_of(data, draw)
    return data[:end] + data[begin:]


def overwrite_slice(data: bytes, draw: random.Random) -> bytes:
    begin, end = slice_of(data, draw)
    fill = draw.choice([bytes(end - begin), b"\xff" * (end - begin), draw.randbytes(end - begin)])
    return data[:begin] + fill + data[end:]


def swap_slices(data: bytes, draw: random.Random) -> bytes:
    a, b, c = sorted(draw.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def slice_of(data: bytes, draw: random.Random) -> tuple[int, int]:
    begin = draw.randrange(len(data))
    return begin, min(len(data), begin + draw.choice([1, 2, 8, 64, 1000]))


OF_BYTES = [flip_bit, flip_bits, cut_off, append, delete_slice, repeat_slice, overwrite_slice, swap_slices]


def places(value, path=()):
    """Every place in a document, as the keys that lead to it."""
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


def change_value(text: bytes, draw: random.Random) -> bytes:
    return at_a_place(text, draw, lambda value: draw.choice(HOSTILE_VALUES))


def change_number(text: bytes, draw: random.Random) -> bytes:
    factor = draw.choice([-1, 0, 0.5, 10, 1e6, 1e15, 1e300])
    return at_a_place(text, draw, lambda value: value * factor if isinstance(value, (int, float)) else value)


def drop_key(text: bytes, draw: random.Random) -> bytes:
    def without_one(value):
        if isinstance(value, (dict, list)) and value:
            value.pop(draw.choice(list(value)) if isinstance(value, dict) else draw.randrange(len(value)))
        return value
    return at_a_place(text, draw, without_one)


def add_key(text: bytes, draw: random.Random) -> bytes:
    def with_one_more(value):
        return {**value, draw.choice(["", "extra", "x" * 300, "\x1b", ".."]): 1} if isinstance(value, dict) else [value]
    return at_a_place(text, draw, with_one_more)


def repeat_key(text: bytes, draw: random.Random) -> bytes:
    document = json.loads(text)
    if not isinstance(document, dict) or not document:
        return text
    return b'{%s:7,' % json.dumps(draw.choice(list(document))).encode() + text.lstrip()[1:]


def nest(text: bytes, draw: random.Random) -> bytes:
    levels = draw.choice([60, 70, 1000, 100_000])
    opened, closed = draw.choice([("[", "]"), ('{"a":', "}")])
    marker = "a place that no other text names"
    changed = at_a_place(text, draw, lambda value: marker).decode()
    return changed.replace(json.dumps(marker), opened * levels + "1" + closed * levels).encode()


def at_a_place(text: bytes, draw: random.Random, change) -> bytes:
    root = [json.loads(text)]
    *path, last = (0, *draw.choice(list(places(root[0]))))
    home = root
    for key in path:
        home = home[key]
    home[last] = change(home[last])
    return json.dumps(root[0]).encode()


OF_JSON = [change_value, change_number, drop_key, add_key, repeat_key, nest]


def split(data: bytes) -> tuple[dict, bytes]:
    """A safetensors file's header and its tensors' bytes."""
    length = struct.unpack("<Q", data[:8])[0]
    return json.loads(data[8:8 + length]), data[8 + length:]


def join(header: bytes, body: bytes, length_error: int = 0) -> bytes:
    return struct.pack("<Q", max(0, len(header) + length_error)) + header + body


def lie_about_header(data: bytes, draw: random.Random) -> bytes:
    header, body = split(data)
    return join(json.dumps(header).encode(), body, draw.choice([-9, -1, 1, 8, 10**6, 2**62]))


def change_header(data: bytes, draw: random.Random) -> bytes:
    header, body = split(data)
    return join(draw.choice(OF_JSON)(json.dumps(header).encode(), draw), body)


def change_metadata(data: bytes, draw: random.Random) -> bytes:
    header, body = split(data)
    metadata = header["__metadata__"]
    key = draw.choice(list(metadata))
    try:
        metadata[key] = draw.choice(OF_JSON)(metadata[key].encode(), draw).decode()
    except json.JSONDecodeError:
        metadata[key] = draw.choice(["", "x", "-1", "99999999999999999999", "Humanoid-v4"])
    return join(json.dumps(header).encode(), body)


def change_tensor(data: bytes, draw: random.Random) -> bytes:
    header, body = split(data)
    begin, end = header[draw.choice([name for name in header if name != "__metadata__"])]["data_offsets"]
    pattern = draw.choice([b"\0", b"\xff", b"\x7f", struct.pack("<d", float("inf")), struct.pack("<d", 1e300)])
    fill = (pattern * (end - begin))[:end - begin]
    return join(json.dumps(header).encode(), body[:begin] + fill + body[end:])


OF_TENSORS = [lie_about_header, change_header, change_metadata, change_tensor]


def without_hash(data: bytes) -> bytes:
    """A file as older versions wrote it, so that what is behind the content hash is met too."""
    if data[:1] in (b"{", b"["):
        document = json.loads(data)
        return json.dumps({key: document[key] for key in document if key != "xxh3_128"}
                          if isinstance(document, dict) else document).encode()
    header, body = split(data)
    header["__metadata__"].pop("xxh3_128", None)
    return join(json.dumps(header).encode(), body)
