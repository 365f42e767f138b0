#!/usr/bin/env python3
"""An independent verifier of Khoi Thong evidence bundles: standard library only, written from docs/evidence-format.md.

    python3 verify.py bundle.khoithong.zip [--policy FILE] [--key VKEY]... [--tsa FILE.pem]... [--lang vi|en] [--json]

Exit codes: 0 TRUE and fully witnessed; 2 TRUE but not fully, or by the copied policy only; 1 FALSE; 64 wrong use.
"""
import base64
import binascii
import hashlib
import json
import math
import os
import re
import struct
import sys
import unicodedata

LIMIT = 2**31 - 1
SAFE = 2**53 - 1
TOLERANCE = 300


class Fault(Exception):
    """Something that makes a bundle wrong: a stable code and what fills its words."""

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params


def must(condition, code, **params):
    if not condition:
        raise Fault(code, **params)


# ---- bytes and texts ------------------------------------------------------------------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def from_base64(text):
    """The bytes of canonical base64, else None."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def to_base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text):
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        return None
    return from_base64(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4))


def is_hash_text(text):
    data = from_base64url(text)
    return data is not None and len(text) == 43 and len(data) == 32


def decode(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Fault("json.not-utf8") from None


def units(text):
    """Length in UTF-16 code units, by which limits are counted."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= SAFE


def from_decimal(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text) or int(text) > SAFE:
        return None
    return int(text)


def is_plain(text, allowed):
    return all((ord(c) >= 0x20 or c in allowed) and not 0xD800 <= ord(c) <= 0xDFFF for c in text)


def is_white(char):
    return char in "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" or "\u2000" <= char <= "\u200a"


def is_instant(text):
    """UTC with milliseconds, an instant that exists."""
    found = isinstance(text, str) and re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{3}Z", text)
    if not found:
        return False
    year, month, day, hour, minute, second = map(int, found.groups())
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60 and second < 60


def days_from_civil(year, month, day):
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def milliseconds_of(instant):
    date, clock = instant[:-1].split("T")
    hour, minute, second = clock.split(":")
    seconds = days_from_civil(*map(int, date.split("-"))) * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second[:2])
    return seconds * 1000 + int(second[3:])


def instant_of(seconds):
    if seconds is None:
        return ""
    if abs(seconds) > 8_640_000_000_000:
        return str(seconds)
    days, rest = divmod(seconds, 86400)
    era, of_era = divmod(days + 719468, 146097)
    of_years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * of_years + of_years // 4 - of_years // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    year = of_years + era * 400 + (month <= 2)
    shown = "%04d" % year if year <= 9999 else "+%06d" % year
    return "%s-%02d-%02dT%02d:%02d:%02dZ" % (shown, month, day, rest // 3600, rest // 60 % 60, rest % 60)


LONGEST_PROMISE = 10 * 365 * 86400


def is_promise(at, seconds):
    """Whether a receipt may promise this: from a moment since 1970, for a second to ten years, ending before the year 10000."""
    if not is_instant(at) or seconds is None or not 1 <= seconds <= LONGEST_PROMISE:
        return False
    return at >= "1970" and milliseconds_of(at) + seconds * 1000 < 253402300800000


# ---- RFC 8785 -------------------------------------------------------------------------------------------------------------------


def write_number(value):
    """A number as ECMAScript writes it."""
    if isinstance(value, int):
        return str(value)
    must(math.isfinite(value), "json.unwritable")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, exponent = ("%r" % abs(value)).lower(), 0
    if "e" in digits:
        digits, exponent = digits.split("e")
        exponent = int(exponent)
    whole, _, part = digits.partition(".")
    digits = whole + part
    point = len(whole) + exponent
    stripped = digits.lstrip("0")
    point -= len(digits) - len(stripped)
    digits = stripped.rstrip("0")
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if len(digits) <= point else digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + "e" + ("+" if point > 0 else "-") + str(abs(point - 1))
    return sign + text


def canonicalize(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        must(not any(0xD800 <= ord(c) <= 0xDFFF for c in value), "json.unwritable")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return write_number(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonicalize, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(canonicalize(name) + ":" + canonicalize(value[name]) for name in names) + "}"


def read_int(text):
    if len(text) > 400:
        return math.inf if not text.startswith("-") else -math.inf
    value = int(text)
    return value if abs(value) <= SAFE and text != "-0" else float(text)


def depth_of(text):
    depth = deepest = 0
    in_string = skip = False
    for char in text:
        if skip:
            skip = False
        elif in_string:
            skip = char == "\\"
            in_string = char != '"'
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def refuse_constant(_):
    raise ValueError


def parse_json(text):
    return json.loads(text, parse_int=read_int, parse_constant=refuse_constant)


def parse_canonical(data):
    text = decode(data)
    must(depth_of(text) <= 64, "json.too-deep", most=64)
    try:
        value = parse_json(text)
    except (ValueError, RecursionError):
        raise Fault("json.not-json") from None
    try:
        again = canonicalize(value)
    except Fault:
        again = None
    must(again == text, "json.not-canonical")
    return value


def members_of(value, names, where):
    must(isinstance(value, dict), "json.not-record", where=where)
    for name in names:
        must(name.endswith("?") or name in value, "json.member-missing", where=where, member=name)
    known = {name.rstrip("?") for name in names}
    for name in value:
        must(name in known, "json.member-extra", where=where, member=name)
    return value


# ---- the zip --------------------------------------------------------------------------------------------------------------------


def local_header(name, size, crc):
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0) + name


def central_directory(entries):
    directory, offset = b"", 0
    for name, size, crc in entries:
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0, 0, 0, 0, 0, offset)
        directory += name
        offset += 30 + len(name) + size
    return directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(entries), len(entries), len(directory), offset, 0)


def printable(name):
    return "".join(c if 0x20 <= ord(c) <= 0x7E else "?" for c in name[:120])


def check_name(name, seen):
    text = name.decode("latin-1")
    good = re.fullmatch(r"[A-Za-z0-9._/-]+", text) and all(part not in ("", ".", "..") for part in text.split("/"))
    must(good and len(text) <= 120, "zip.name", file=printable(text))
    must(text not in seen, "zip.twice", file=text)
    seen.add(text)
    return text


def read_zip(data):
    """[(name, bytes)] of a zip that is written in the one allowed way."""
    must(len(data) <= LIMIT, "zip.too-large", most=LIMIT)
    must(len(data) >= 22, "zip.cut")
    end = len(data) - 22
    signature, _, _, _, count, size, start, _ = struct.unpack_from("<IHHHHIIH", data, end)
    must(signature == 0x06054B50, "zip.no-end")
    must(count <= 1000, "zip.too-many", most=1000)
    must(start + size == end, "zip.directory-place")
    headers, seen, at = [], set(), start
    for number in range(1, count + 1):
        must(at + 46 <= end and data[at : at + 4] == b"PK\x01\x02", "zip.directory", number=number)
        (method,) = struct.unpack_from("<H", data, at + 10)
        crc, _, size, length = struct.unpack_from("<IIIH", data, at + 16)
        must(at + 46 + length <= end, "zip.directory", number=number)
        name = bytes(data[at + 46 : at + 46 + length])
        text = check_name(name, seen)
        must(method == 0, "zip.not-stored", file=text)
        headers.append((name, size, crc))
        at += 46 + length
    must(at == end, "zip.directory-place")
    must(sum(30 + len(n) + s for n, s, _ in headers) == start, "zip.overlap")
    must(data[start:] == central_directory(headers), "zip.directory-fields")
    entries, at = [], 0
    for name, size, crc in headers:
        text, written = name.decode("ascii"), local_header(name, size, crc)
        begin = at + len(written)
        must(data[at:begin] == written, "zip.headers-differ", file=text)
        content = bytes(data[begin : begin + size])
        must(binascii.crc32(content) == crc, "zip.crc", file=text)
        entries.append((text, content))
        at = begin + size
    return entries


# ---- the list of files ----------------------------------------------------------------------------------------------------------

RECORD_FILES = {".leaf": "leaf", ".tlog-proof": "proof", ".before": "before", ".disclosures.json": "disclosures", ".assertion.json": "assertion"}
SOLE_FILES = {"keys.txt": "keys", "policy.txt": "policy", "doc/report.pdf": "report", "doc/verifier.html": "verifier", "README.vi.txt": "readme"}
KIB = 1024
LIMITS = {
    "leaf": 4096, "proof": 64 * KIB, "before": 64 * KIB, "disclosures": 4096 * KIB, "assertion": 64 * KIB, "file": LIMIT,
    "timestamp": 64 * KIB, "receipt": 16 * KIB, "keys": 64 * KIB, "policy": 64 * KIB, "report": 256 * KIB * KIB,
    "verifier": 8 * KIB * KIB, "readme": 64 * KIB,
}  # fmt: skip
RECORD = re.compile(r"(records/(?:[1-9][0-9]?/)?(?:0|[1-9][0-9]{0,15}))(\.leaf|\.tlog-proof|\.before|\.disclosures\.json|\.assertion\.json)")


def role_of(name):
    found = RECORD.fullmatch(name)
    if found:
        return RECORD_FILES[found[2]]
    for pattern, role in (
        (r"files/[0-9a-f]{64}\.[a-z0-9]{1,8}", "file"),
        (r"timestamps/[0-9a-f]{64}\.tsr", "timestamp"),
        (r"receipts/[1-9][0-9]{0,2}\.txt", "receipt"),
    ):
        if re.fullmatch(pattern, name):
            return role
    return SOLE_FILES.get(name)


def order_names(records, names):
    present = set(names)
    wanted = [record["path"] + ending for record in records for ending in RECORD_FILES]
    for role in ("file", "timestamp"):
        wanted += sorted(name for name in present if role_of(name) == role)
    wanted += sorted((name for name in present if role_of(name) == "receipt"), key=lambda name: (len(name), name))
    return [name for name in wanted + list(SOLE_FILES) if name in present]


def is_origin(text):
    good = isinstance(text, str) and 1 <= units(text) <= 255
    return good and not any(is_white(c) or c == "+" or unicodedata.category(c) == "Cc" for c in text)


def member(condition, name):
    must(condition, "manifest.member", member=name)


def parse_manifest(data):
    must(len(data) <= KIB * KIB, "manifest.too-large", file="manifest.json", most=KIB * KIB)
    value = members_of(parse_canonical(data), ["v", "made_at", "dossier", "origins", "records", "files", "part?"], "manifest.json")
    must(value["v"] == "khoithong/evidence/1", "manifest.version", known="khoithong/evidence/1")
    member(is_instant(value["made_at"]), "made_at")
    member(isinstance(value["dossier"], str) and units(value["dossier"]) <= 200, "dossier")
    origins = value["origins"]
    member(isinstance(origins, list) and 0 < len(origins) <= 16 and all(map(is_origin, origins)) and len(set(origins)) == len(origins), "origins")
    member(isinstance(value["records"], list), "records")
    before = (-1, -1)
    for n, record in enumerate(value["records"]):
        place = "records[%d]" % n
        members_of(record, ["origin", "index", "path", "late?"], place)
        member(is_count(record["origin"]) and record["origin"] < len(origins), place + ".origin")
        member(is_count(record["index"]), place + ".index")
        folder = "records/" if record["origin"] == 0 else "records/%d/" % record["origin"]
        member(record["path"] == folder + str(record["index"]), place + ".path")
        member("late" not in record or record["late"] is True, place + ".late")
        key = (record["origin"], record["index"])
        member(before < key, place)
        before = key
    must(value["records"], "manifest.no-records")
    member(len({record["origin"] for record in value["records"]}) == len(origins), "origins")
    if "part" in value:
        part = value["part"]
        member(isinstance(part, list) and len(part) == 2 and all(map(is_count, part)) and 1 <= part[0] <= part[1], "part")
    member(isinstance(value["files"], list), "files")
    for n, one in enumerate(value["files"]):
        place = "files[%d]" % n
        members_of(one, ["path", "sha256", "size", "role"], place)
        member(isinstance(one["path"], str), place + ".path")
        role = role_of(one["path"])
        member(role is not None and one["role"] == role, place + ".role")
        member(isinstance(one["sha256"], str) and re.fullmatch(r"[0-9a-f]{64}", one["sha256"]), place + ".sha256")
        member(is_count(one["size"]), place + ".size")
    return value


def read_files(entries):
    must(entries and entries[0] == ("mimetype", b"application/vnd.khoithong.evidence+zip"), "manifest.media-type", file="mimetype")
    must(len(entries) > 1 and entries[1][0] == "manifest.json", "manifest.missing", file="manifest.json")
    manifest = parse_manifest(entries[1][1])
    rest = entries[2:]
    for name, data in rest:
        role = role_of(name)
        must(role is not None, "manifest.unknown-file", file=name)
        must(len(data) <= LIMITS[role], "manifest.too-large", file=name, most=LIMITS[role])
    files = dict(rest)
    for one in manifest["files"]:
        must(one["path"] in files, "manifest.file-missing", file=one["path"])
    for record in manifest["records"]:
        for ending in (".leaf", ".tlog-proof"):
            must(record["path"] + ending in files, "manifest.file-missing", file=record["path"] + ending)
    for n, (name, data) in enumerate(rest):
        listed = manifest["files"][n] if n < len(manifest["files"]) else {"path": None}
        must(listed["path"] == name, "manifest.unlisted", file=name)
        must(listed["size"] == len(data), "manifest.size", file=name)
        must(listed["sha256"] == sha256(data).hex(), "manifest.hash", file=name)
    must(len(manifest["files"]) == len(rest), "manifest.unlisted", file="manifest.json")
    names = [name for name, _ in rest]
    ordered = order_names(manifest["records"], names)
    for name in names:
        must(name in ordered, "manifest.no-record", file=name)
    for name, expected in zip(names, ordered):
        must(name == expected, "manifest.order", file=name)
    for n, name in enumerate(name for name in names if role_of(name) == "receipt"):
        must(name == "receipts/%d.txt" % (n + 1), "manifest.order", file=name)
    return manifest, files


# ---- signatures -----------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def edwards_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def edwards_times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = edwards_add(result, point)
        point = edwards_add(point, point)
        scalar >>= 1
    return result


def edwards_point(data):
    whole = int.from_bytes(data, "little")
    y, sign = whole & (2**255 - 1), whole >> 255
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * ROOT % P
    if v * x * x % P != u or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


ED_BASE = edwards_point(bytes([0x58] + [0x66] * 31))


def verify_ed25519(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = edwards_point(key), edwards_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = edwards_times(s, ED_BASE), edwards_add(r, edwards_times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


EC_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
EC_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EC_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
EC_G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296, 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def weierstrass_add(p, q):
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if (p[1] + q[1]) % EC_P == 0:
            return None
        slope = (3 * p[0] * p[0] - 3) * pow(2 * p[1], -1, EC_P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, EC_P)
    x = (slope * slope - p[0] - q[0]) % EC_P
    return x, (slope * (p[0] - x) - p[1]) % EC_P


def weierstrass_times(scalar, point):
    result = None
    while scalar:
        if scalar & 1:
            result = weierstrass_add(result, point)
        point = weierstrass_add(point, point)
        scalar >>= 1
    return result


def verify_p256(point, message, raw, name):
    """Whether r and s (32 bytes each) sign the message under the uncompressed point."""
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    if x >= EC_P or y >= EC_P or (y * y - x * x * x + 3 * x - EC_B) % EC_P != 0 or not (0 < r < EC_N and 0 < s < EC_N):
        return False
    e = int.from_bytes(hashlib.new(name, message).digest()[:32], "big")
    w = pow(s, -1, EC_N)
    found = weierstrass_add(weierstrass_times(e * w % EC_N, EC_G), weierstrass_times(r * w % EC_N, (x, y)))
    return found is not None and found[0] % EC_N == r


DIGEST_INFO = {
    "sha256": "3031300d060960864801650304020105000420",
    "sha384": "3041300d060960864801650304020205000430",
    "sha512": "3051300d060960864801650304020305000440",
}


def verify_rsa(key, message, signature, name):
    """RSASSA-PKCS1-v1_5 under an RSAPublicKey."""
    try:
        n, e = (int.from_bytes(unsigned_of(one), "big") for one in children_of(read_der(key, 0x30)))
    except (Fault, ValueError):
        return False
    size = (n.bit_length() + 7) // 8
    number = int.from_bytes(signature, "big")
    # Numbers beyond this are of no key in use, and would only keep the machine busy.
    if n.bit_length() > 16384 or e.bit_length() > 64 or e < 3 or len(signature) != size or number >= n:
        return False
    info = bytes.fromhex(DIGEST_INFO[name]) + hashlib.new(name, message).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return size >= len(info) + 11 and pow(number, e, n).to_bytes(size, "big") == padded


# ---- DER ------------------------------------------------------------------------------------------------------------------------


class Der:
    def __init__(self, tag, raw, content):
        self.tag, self.raw, self.content = tag, raw, content


def read_all(data):
    found, at = [], 0
    while at < len(data):
        tag = data[at]
        must(at + 1 < len(data) and tag & 0x1F != 0x1F, "der.shape")
        length, start = data[at + 1], at + 2
        if length >= 0x80:
            count = length & 0x7F
            must(1 <= count <= 4 and start + count <= len(data), "der.shape")
            length = int.from_bytes(data[start : start + count], "big")
            must(length >= 0x80 and data[start] != 0, "der.shape")
            start += count
        must(start + length <= len(data), "der.shape")
        found.append(Der(tag, data[at : start + length], data[start : start + length]))
        must(len(found) <= 10000, "der.shape")
        at = start + length
    return found


def read_der(data, tag=None):
    found = read_all(data)
    must(len(found) == 1 and tag in (None, found[0].tag), "der.shape")
    return found[0]


def children_of(parent, tag=0x30):
    must(parent.tag == tag, "der.shape")
    return read_all(parent.content)


def at(parts, place, tag):
    must(-len(parts) <= place < len(parts) and parts[place].tag == tag, "der.shape")
    return parts[place]


def some(parts, place):
    return parts[place] if place < len(parts) else None


def oid_of(element):
    must(element is not None and element.tag == 0x06 and element.content, "der.shape")
    arcs, arc = [], 0
    for i, byte in enumerate(element.content):
        must(not (arc == 0 and byte == 0x80) and arc < 2**45, "der.shape")
        arc = arc * 128 + (byte & 0x7F)
        if byte & 0x80:
            must(i < len(element.content) - 1, "der.shape")
        else:
            arcs.append(arc)
            arc = 0
    top = min(2, arcs[0] // 40)
    return ".".join(map(str, [top, arcs[0] - 40 * top] + arcs[1:]))


def unsigned_of(element):
    must(element is not None and element.tag == 0x02 and element.content, "der.shape")
    data = element.content
    must(data[0] < 0x80 and not (data[0] == 0 and len(data) > 1 and data[1] < 0x80), "der.shape")
    return data[1:] if data[0] == 0 else data


def time_of(element):
    """Milliseconds since 1970."""
    must(element is not None and element.tag in (0x17, 0x18), "der.shape")
    text = element.content.decode("latin-1")
    if element.tag == 0x17:
        must(re.match(r"[0-9]{2}", text), "der.shape")
        text = ("20" if int(text[:2]) < 50 else "19") + text
    found = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(\.[0-9]{1,9})?Z", text)
    must(found, "der.shape")
    instant = "%s-%s-%sT%s:%s:%s.000Z" % found.groups()[:6]
    must(is_instant(instant), "der.shape")
    return milliseconds_of(instant) + int((found[7] or ".0")[1:].ljust(3, "0")[:3])


def key_of(spki):
    parts = children_of(read_der(spki, 0x30))
    must(len(parts) == 2 and parts[1].tag == 0x03 and parts[1].content[:1] == b"\x00", "der.shape")
    key = parts[1].content[1:]
    algorithm = children_of(parts[0])
    oid, parameters = oid_of(some(algorithm, 0)), some(algorithm, 1)
    if oid == "1.3.101.112" and parameters is None and len(key) == 32:
        return "ed25519", key
    if oid == "1.2.840.113549.1.1.1":
        return "rsa", key
    if oid == "1.2.840.10045.2.1" and parameters is not None and oid_of(parameters) == "1.2.840.10045.3.1.7" and len(key) == 65 and key[0] == 4:
        return "p256", key
    raise Fault("der.key", key=spki.hex()[:80])


KEY_ALGORITHMS = {
    "p256": "301306072a8648ce3d020106082a8648ce3d030107",
    "ed25519": "300506032b6570",
    "rsa": "300d06092a864886f70d0101010500",
}
ED_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
ED_SMALL = (0, 1, P - 1, ED_ORDER_8, P - ED_ORDER_8)


def is_good_key(kind, key):
    if kind == "p256":
        x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
        return x < EC_P and y < EC_P and (y * y - x * x * x + 3 * x - EC_B) % EC_P == 0
    if kind == "ed25519":
        y = int.from_bytes(key, "little") & (2**255 - 1)
        return y < P and y not in ED_SMALL
    parts = [unsigned_of(one) for one in children_of(read_der(key, 0x30))]
    if len(parts) != 2 or len(parts[0]) > 1024:
        return False
    n, e = (int.from_bytes(part, "big") for part in parts)
    return 2048 <= n.bit_length() <= 8192 and n % 2 == 1 and e == 65537


def signing_key_of(spki):
    """The key of a person, which others cannot sign with and which is written in the one way."""
    kind, key = key_of(spki)
    algorithm = children_of(read_der(spki, 0x30))[0].raw.hex()
    must(algorithm == KEY_ALGORITHMS[kind] and is_good_key(kind, key), "signature.key-weak", kind=kind)
    return kind, key


def signature_of(der):
    parts = [unsigned_of(one) for one in children_of(read_der(der, 0x30))]
    must(len(parts) == 2 and all(len(part) <= 32 for part in parts), "der.shape")
    return parts[0].rjust(32, b"\x00") + parts[1].rjust(32, b"\x00")


# ---- notes, keys, policies ------------------------------------------------------------------------------------------------------

KEY_BYTES = {1: 32, 4: 32, 6: 1312}


class Key:
    def __init__(self, name, key_id, kind, key):
        self.name, self.id, self.kind, self.key = name, key_id, kind, key


def is_key_name(name):
    return name != "" and is_plain(name, "") and not any(is_white(c) or c == "+" for c in name)


def parse_vkey(vkey):
    parts = vkey.split("+", 2)
    good = len(parts) == 3 and re.fullmatch(r"[0-9a-f]{8}", parts[1]) and re.fullmatch(r"[A-Za-z0-9+/=]+", parts[2])
    data = from_base64(parts[2]) if good else None
    must(data and is_key_name(parts[0]), "format.key-shape", detail=vkey[:200])
    kind, key = data[0], data[1:]
    must(KEY_BYTES.get(kind) == len(key), "format.key-type", detail=parts[0])
    key_id = sha256(parts[0].encode() + b"\n" + data)[:4]
    must(key_id.hex() == parts[1], "format.key-id", detail=parts[0])
    return Key(parts[0], key_id, kind, key)


def parse_keys(text):
    lines = [line.strip() for line in text.split("\n")]
    return [parse_vkey(line) for line in lines if line and not line.startswith("#")]


def parse_note(text):
    """(text, [(name, id, signature)])"""
    must(units(text) <= 1_000_000, "format.note-too-large")
    must(is_plain(text, "\n"), "format.note-characters")
    split = text.rfind("\n\n")
    must(split >= 0 and text.endswith("\n") and split + 2 != len(text), "format.note-shape")
    lines = text[split + 2 : -1].split("\n")
    must(len(lines) <= 100, "format.note-too-many-signatures")
    signatures = []
    for line in lines:
        parts = line[2:].split(" ") if line.startswith("\u2014 ") else []
        data = from_base64(parts[1]) if len(parts) == 2 else None
        must(data and len(data) > 4 and is_key_name(parts[0]), "format.note-signature-line", detail=line[:200])
        signatures.append((parts[0], data[:4], data[4:]))
    return text[: split + 1], signatures


def verify_note(note, keys):
    """[(key, time or None)] of the keys that signed; a known key whose line does not hold rejects the note."""
    text, signatures = note
    found = {}
    for name, key_id, signature in signatures:
        named = [key for key in keys if key.name == name and key.id == key_id]
        must(len(named) < 2, "format.key-ambiguous", detail=name)
        if not named or named[0].kind not in (1, 4):
            continue
        key, time = named[0], None
        if key.kind == 1:
            good = verify_ed25519(key.key, text.encode(), signature)
        else:
            time = int.from_bytes(signature[:8], "big")
            message = ("cosignature/v1\ntime %d\n%s" % (time, text)).encode()
            good = len(signature) == 72 and time <= SAFE and verify_ed25519(key.key, message, signature[8:])
        must(good, "format.signature-invalid", detail=key.name)
        if key not in found or (time or 0) < (found[key] or 0):
            found[key] = time
    return list(found.items())


class Policy:
    def __init__(self):
        self.logs, self.witnesses, self.groups, self.quorum = [], {}, {}, None

    def is_met(self, names):
        def has(name):
            if name in self.groups:
                threshold, members = self.groups[name]
                return sum(map(has, members)) >= threshold
            return name in names

        return self.quorum == "none" or has(self.quorum)

    def quorum_time(self, times):
        """The smallest time by which a quorum had signed; None without one, and where nobody is asked for."""
        names = set()
        for name, time in sorted(times.items(), key=lambda one: one[1]) if self.quorum != "none" else []:
            names.add(name)
            if self.is_met(names):
                return time
        return None


def parse_policy(text):
    must(units(text) <= 1_000_000 and is_plain(text, "\t\n") and "\x7f" not in text, "format.policy-characters")
    policy, members, keys = Policy(), set(), set()
    lines = text.split("\n")
    must(lines.pop() == "", "format.policy-line", detail="no newline at the end")

    def defined(name):
        return name in policy.witnesses or name in policy.groups

    def take_name(name, place):
        must(name != "none" and not defined(name), "format.policy-name", detail=place)

    def read_key(role, kinds, vkey, place):
        key = parse_vkey(vkey)
        must(key.kind in kinds and (role, key.key) not in keys, "format.policy-key", detail=place)
        keys.add((role, key.key))
        return key

    for number, line in enumerate(lines, 1):
        place = "line %d" % number
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if not words or words[0].startswith("#"):
            continue
        keyword, rest = words[0], words[1:]
        if keyword == "log":
            must(1 <= len(rest) <= 2, "format.policy-line", detail=place)
            policy.logs.append(read_key("log", (1, 6), rest[0], place))
        elif keyword == "witness":
            must(2 <= len(rest) <= 3, "format.policy-line", detail=place)
            take_name(rest[0], place)
            policy.witnesses[rest[0]] = read_key("witness", (4, 6), rest[1], place)
        elif keyword == "group":
            must(len(rest) >= 3, "format.policy-line", detail=place)
            name, rule, listed = rest[0], rest[1], rest[2:]
            threshold = {"any": 1, "all": len(listed)}.get(rule) or from_decimal(rule)
            must(threshold is not None and 1 <= threshold <= len(listed), "format.policy-line", detail=place)
            for one in listed:
                must(defined(one) and one not in members, "format.policy-name", detail=place)
                members.add(one)
            take_name(name, place)
            policy.groups[name] = (threshold, listed)
        elif keyword == "quorum":
            must(len(rest) == 1, "format.policy-line", detail=place)
            must(policy.quorum is None, "format.policy-quorum", detail=place)
            must(rest[0] == "none" or defined(rest[0]), "format.policy-name", detail=place)
            policy.quorum = rest[0]
        else:
            raise Fault("format.policy-line", detail=place)
    must(policy.quorum is not None, "format.policy-quorum", detail="no quorum line")
    return policy


# ---- trees and checkpoints ------------------------------------------------------------------------------------------------------


def hash_node(left, right):
    return sha256(b"\x01", left, right)


def verify_inclusion(index, size, leaf, proof, root):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = hash_node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hash_node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def verify_consistency(first, second, first_root, second_root, proof):
    """RFC 9162, 2.1.4.2."""
    if first > second or (first == 0 and first_root != sha256()):
        return False
    if first == second:
        return not proof and first_root == second_root
    if first == 0:
        return not proof
    if first & (first - 1) == 0:
        proof = [first_root] + proof
    if not proof:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = proof[0]
    for c in proof[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = hash_node(c, fr), hash_node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = hash_node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def split_proof(text, header):
    """(lines, checkpoint note) of a proof."""
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    must(separator and lines[0] == header, "format.proof-shape", detail="")
    return lines[1:], note


def parse_hashes(lines):
    must(len(lines) <= 63, "format.proof-shape", detail="")
    hashes = [from_base64(line) for line in lines]
    for line, data in zip(lines, hashes):
        must(data is not None and len(data) == 32, "format.proof-shape", detail=line[:100])
    return hashes


class Checkpoint:
    def __init__(self, origin, size, root, times, is_witnessed, name):
        self.origin, self.size, self.root = origin, size, root
        self.times, self.is_witnessed, self.name = times, is_witnessed, name


class Checkpoints:
    """Reads checkpoints under a policy, each text once, and holds those of one size against each other."""

    def __init__(self, trust):
        self.trust, self.known, self.roots, self.seen = trust, {}, {}, []

    def read(self, text):
        if text not in self.known:
            try:
                self.known[text] = self.read_new(text)
            except Fault as fault:
                self.known[text] = fault
        if isinstance(self.known[text], Fault):
            raise self.known[text]
        return self.known[text]

    def read_new(self, text):
        note = parse_note(text)
        lines = note[0].split("\n")
        size = from_decimal(lines[1]) if len(lines) > 2 else None
        root = from_base64(lines[2]) if len(lines) > 2 else None
        good = lines[0] and size is not None and root is not None and len(root) == 32 and lines[-1] == "" and "" not in lines[:-1]
        must(good, "format.checkpoint-shape")
        origin, policy = lines[0], self.trust["policy"]
        must(len(lines) == 4, "checkpoint.extension", origin=origin)
        logs = [key for key in self.trust["logs"] if key.name == origin]
        must(logs, "checkpoint.unknown-log", origin=origin)
        signed = verify_note(note, logs + list(policy.witnesses.values()))
        must(any(key in logs for key, _ in signed), "checkpoint.not-signed", origin=origin)
        names = {key: name for name, key in policy.witnesses.items()}
        times = {names[key]: time for key, time in signed if key in names and time is not None}
        must(self.roots.setdefault((origin, size), root) == root, "checkpoint.split", origin=origin, size=size)
        found = Checkpoint(origin, size, root, times, policy.is_met(set(times)), sha256(note[0].encode()).hex())
        self.seen.append(found)
        return found


# ---- records --------------------------------------------------------------------------------------------------------------------


def is_digest_list(value):
    return all(map(is_hash_text, value)) and all(a < b for a, b in zip(value, value[1:]))


def parse_leaf(data):
    must(len(data) <= 4096, "leaf.too-large", most=4096)
    leaf = members_of(parse_canonical(data), list("vksnptdgx"), "leaf")

    def check(condition, name):
        must(condition, "leaf.member", member=name)

    must(leaf["v"] == "khoithong/1", "leaf.version")
    kind = leaf["k"]
    check(isinstance(kind, str) and len(kind) <= 120 and re.fullmatch(r"[a-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)?", kind), "k")
    check(is_hash_text(leaf["s"]), "s")
    check(is_count(leaf["n"]), "n")
    check(leaf["p"] == "" if leaf["n"] == 0 else is_hash_text(leaf["p"]), "p")
    check(is_instant(leaf["t"]), "t")
    check(leaf["g"] == "" or is_hash_text(leaf["g"]), "g")
    check(is_hash_text(leaf["x"]), "x")
    check(isinstance(leaf["d"], list) and 1 <= len(leaf["d"]) <= 64 and is_digest_list(leaf["d"]), "d")
    leaf["hash"] = to_base64url(sha256(b"\x00", data))
    return leaf


def digest_of(value):
    return to_base64url(sha256(canonicalize(value).encode()))


def parse_disclosures(data, in_leaf):
    shown = members_of(parse_canonical(data), ["fields", "digests?", "erased?"], "disclosures")
    listed = in_leaf
    if "digests" in shown:
        listed = shown["digests"]
        must(isinstance(listed, list) and len(listed) > 64 and is_digest_list(listed), "disclosure.list")
        must(in_leaf == [digest_of(listed)], "disclosure.list-not-in-leaf")
    must(isinstance(shown["fields"], list), "disclosure.member", field="fields")

    def check(condition, place):
        must(condition, "disclosure.member", field=place)

    for n, field in enumerate(shown["fields"]):
        place = "fields[%d]" % n
        check(isinstance(field, list) and len(field) == 3, place)
        check(is_hash_text(field[0]), place)
        check(isinstance(field[1], str) and 0 < units(field[1]) <= 200, place)
    seen = set()
    for field in shown["fields"]:
        digest = digest_of(field)
        must(field[1] == "signed-body" or digest in listed, "disclosure.not-in-leaf", field=field[1])
        seen.add(digest)
    must(len({field[1] for field in shown["fields"]}) == len(shown["fields"]), "disclosure.twice")
    erased = shown.get("erased", [])
    check(isinstance(erased, list), "erased")
    for n, one in enumerate(erased):
        place = "erased[%d]" % n
        check(isinstance(one, list) and len(one) == 3, place)
        must(isinstance(one[0], str) and one[0] in listed and one[0] not in seen, "disclosure.erased", field=place)
        check(isinstance(one[1], str) and units(one[1]) <= 200, place)
        check(isinstance(one[2], str) and units(one[2]) <= 200, place)
        seen.add(one[0])
    return {"fields": shown["fields"], "erased": erased, "list": listed}


# ---- the person's own signature -------------------------------------------------------------------------------------------------

ANSWER = ["credential", "authenticatorData", "clientDataJSON", "signature"]


def parse_assertion(data):
    value = members_of(parse_canonical(data), ["v", "how", "intent"] + [part + "?" for part in ANSWER], "assertion")

    def check(condition, field):
        must(condition, "signature.member", field=field)

    def data_of(text, field):
        found = from_base64url(text)
        check(found, field)
        return found

    check(value["v"] == "khoithong/signature/1", "v")
    check(isinstance(value["how"], str) and re.fullmatch(r"[a-z][a-z-]{0,39}", value["how"]), "how")
    texts = ["kind", "act", "dossier", "capacity", "after", "body", "at", "origin?", "rpId?"]
    intent = members_of(value["intent"], ["v"] + texts, "intent")
    check(intent["v"] == "khoithong/act/1", "intent.v")

    def text_of(field):
        check(isinstance(intent[field], str) and units(intent[field]) <= 500, "intent." + field)

    text_of("after")
    check(intent["after"] == "" or is_hash_text(intent["after"]), "intent.after")
    check(is_hash_text(intent["body"]), "intent.body")
    check(is_instant(intent["at"]), "intent.at")
    for field in ("kind", "act", "dossier", "capacity"):
        text_of(field)
    for field in ("origin", "rpId"):
        if field in intent:
            text_of(field)
    challenge = to_base64url(sha256(b"khoithong/act/1\x00", canonicalize(intent).encode()))
    found = {"how": value["how"], "intent": intent, "challenge": challenge}
    if value["how"] != "passkey":
        for part in ANSWER:
            check(part not in value, part)
        return found
    credential = members_of(value.get("credential"), ["id", "publicKey", "alg"], "credential")
    alg = credential["alg"]
    check(isinstance(alg, (int, float)) and not isinstance(alg, bool), "credential.alg")
    data_of(credential["id"], "credential.id")
    found["answer"] = {
        "credential": credential["id"],
        "key": data_of(credential["publicKey"], "credential.publicKey"),
        "alg": alg,
        "authenticator": data_of(value.get("authenticatorData"), "authenticatorData"),
        "client": data_of(value.get("clientDataJSON"), "clientDataJSON"),
        "signature": data_of(value.get("signature"), "signature"),
    }
    return found


def check_client_data(data, intent, challenge):
    # Programs differ in how long and how deep a text they can read.
    must(len(data) <= 4096, "signature.client-data", field="clientDataJSON")
    try:
        text = data.decode("utf-8")
        client = parse_json(text) if depth_of(text) <= 16 else None
    except ValueError:
        client = None
    must(isinstance(client, dict), "signature.client-data", field="clientDataJSON")
    must(client.get("type") == "webauthn.get", "signature.client-data", field="type")
    must(client.get("challenge") == challenge, "signature.challenge")
    must("crossOrigin" not in client or client["crossOrigin"] is False, "signature.client-data", field="crossOrigin")
    origin, rp_id = client.get("origin"), intent.get("rpId", "")
    must(isinstance(origin, str) and intent.get("origin", origin) == origin, "signature.origin", rpId=rp_id)
    host = re.fullmatch(r"(?:https://([a-z0-9.-]+)|http://((?:[a-z0-9-]+\.)*localhost))(?::[0-9]{1,5})?", origin)
    name = host and (host[1] or host[2])
    must(name and rp_id != "" and (name == rp_id or name.endswith("." + rp_id)), "signature.origin", rpId=rp_id)


def check_assertion(assertion, leaf, fields):
    intent, answer = assertion["intent"], assertion.get("answer")
    must(leaf["k"] in ("sealed", intent["kind"] + "." + intent["act"]), "signature.other-act", kind=leaf["k"])
    for field in fields:
        must(field[1] != "signed-body" or digest_of(field) == intent["body"], "signature.body", field="signed-body")
    if answer is None:
        return
    check_client_data(answer["client"], intent, assertion["challenge"])
    data = answer["authenticator"]
    must(len(data) >= 37, "signature.authenticator", field="authenticatorData")
    must(data[:32] == sha256(intent.get("rpId", "").encode()), "signature.rp-id", rpId=intent.get("rpId", ""))
    must(data[32] & 0x01, "signature.not-present")
    must(data[32] & 0x04, "signature.not-verified")
    message = data + sha256(answer["client"])
    kind, key = signing_key_of(answer["key"])
    must(answer["alg"] == {"p256": -7, "ed25519": -8, "rsa": -257}[kind], "signature.invalid")
    if kind == "p256":
        good = verify_p256(key, message, signature_of(answer["signature"]), "sha256")
    elif kind == "ed25519":
        good = verify_ed25519(key, message, answer["signature"])
    else:
        good = verify_rsa(key, message, answer["signature"], "sha256")
    must(good, "signature.invalid")


ENROLLED, REMOVED = "signing-key.enrol", "signing-key.remove"


def shown_in(reading, name):
    return next((field[2] for field in reading["shown"]["fields"] if field[1] == name), MISSING)


MISSING = object()


def is_before(first, second):
    if first["origin"] == second["origin"]:
        return first["record"]["index"] < second["record"]["index"]
    one, other = (re.fullmatch(r"(.+)/([1-9][0-9]{0,8})", origin) for origin in (first["origin"], second["origin"]))
    return bool(one and other and one[1] == other[1] and int(one[2]) < int(other[2]))


def find_signer(reading, readings):
    answer = reading["assertion"].get("answer")
    if answer is None:
        return None

    def enrols(one):
        return one["leaf"]["k"] == ENROLLED and one["leaf"]["n"] == 0 and shown_in(one, "body/credential") == answer["credential"]

    enrolled = next((one for one in readings if enrols(one)), None)
    if enrolled is None:
        return None
    key, person = shown_in(enrolled, "body/publicKey"), shown_in(enrolled, "actor")
    if key is MISSING or not isinstance(person, str):
        return None
    index = enrolled["record"]["index"]
    must(key == to_base64url(answer["key"]), "signature.key-other", index=index)
    must(shown_in(reading, "actor") in (MISSING, person), "signature.key-person", index=index, person=person)
    must(is_before(enrolled, reading), "signature.key-late", index=index)
    stream = enrolled["leaf"]["s"]
    removed = next((one for one in readings if one["leaf"]["k"] == REMOVED and one["leaf"]["s"] == stream), None)
    gone = removed is not None and is_before(removed, reading)
    must(not gone, "signature.key-removed", index=removed["record"]["index"] if removed else 0)
    return {"person": person, "since": enrolled["leaf"]["t"], "origin": enrolled["origin"], "index": index}


# ---- RFC 3161 -------------------------------------------------------------------------------------------------------------------

HASHES = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}
RSA = "1.2.840.113549.1.1.1"
ALGORITHMS = {
    "1.2.840.113549.1.1.11": ("rsa", "sha256"), "1.2.840.113549.1.1.12": ("rsa", "sha384"), "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "1.2.840.10045.4.3.2": ("p256", "sha256"), "1.2.840.10045.4.3.3": ("p256", "sha384"), "1.2.840.10045.4.3.4": ("p256", "sha512"),
}  # fmt: skip
TST_INFO = "1.2.840.113549.1.9.16.1.4"


def parse_pem(text):
    found = re.findall(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----", text)
    data = [from_base64(re.sub(r"\s", "", body)) for body in found]
    must(data and all(data), "timestamp.certificate")
    return data


def parse_certificate(raw):
    parts = children_of(read_der(raw, 0x30))
    must(len(parts) >= 3 and parts[2].tag == 0x03 and parts[2].content[:1] == b"\x00", "der.shape")
    fields = [one for one in children_of(parts[0]) if one.tag != 0xA0]
    must(len(fields) >= 6, "der.shape")
    validity = [time_of(one) for one in children_of(fields[3])]
    must(len(validity) == 2, "der.shape")
    wrapped = next((one for one in fields[6:] if one.tag == 0xA3), None)
    extensions = children_of(at(children_of(wrapped, 0xA3), 0, 0x30)) if wrapped else []
    stamping = False
    for extension in extensions:
        pieces = children_of(extension)
        if oid_of(some(pieces, 0)) == "2.5.29.37" and len(pieces) == 3 and pieces[1].tag == 0x01 and pieces[2].tag == 0x04:
            purposes = children_of(read_der(pieces[2].content))
            stamping = stamping or (len(purposes) == 1 and oid_of(purposes[0]) == "1.3.6.1.5.5.7.3.8")
    return {
        "raw": raw, "tbs": parts[0].raw, "serial": unsigned_of(fields[0]), "issuer": fields[2].raw, "subject": fields[4].raw,
        "from": validity[0], "until": validity[1], "spki": fields[5].raw, "stamping": stamping,
        "algorithm": oid_of(some(children_of(parts[1]), 0)), "signature": parts[2].content[1:],
    }  # fmt: skip


def parse_timestamp(data):
    parts = children_of(read_der(data, 0x30))
    must(1 <= len(parts) <= 2, "timestamp.shape")
    granted = unsigned_of(some(children_of(parts[0]), 0))
    must(len(parts) == 2 and len(granted) <= 1 and (granted or b"\x00")[0] <= 1, "timestamp.not-granted")
    content = children_of(parts[1])
    must(oid_of(some(content, 0)) == "1.2.840.113549.1.7.2" and len(content) > 1, "timestamp.shape")
    signed_data = children_of(at(children_of(content[1], 0xA0), 0, 0x30))
    encapsulated = children_of(at(signed_data, 2, 0x30))
    must(oid_of(some(encapsulated, 0)) == TST_INFO and len(encapsulated) > 1, "timestamp.shape")
    info = at(children_of(encapsulated[1], 0xA0), 0, 0x04).content
    fields = children_of(read_der(info, 0x30))
    imprint = children_of(at(fields, 2, 0x30))
    must(len(imprint) > 1 and imprint[1].tag == 0x04, "timestamp.shape")
    name = HASHES.get(oid_of(some(children_of(imprint[0]), 0)))
    must(name == "sha256" and len(imprint[1].content) == 32, "timestamp.hash")
    time = time_of(at(fields, 4, 0x18))
    certificates = [one for part in signed_data if part.tag == 0xA0 for one in children_of(part, 0xA0)]
    signers = children_of(at(signed_data, -1, 0x31), 0x31)
    must(len(signers) == 1, "timestamp.shape")
    signer = children_of(at(signers, 0, 0x30))
    must(len(signer) >= 6 and signer[1].tag == 0x30 and signer[3].tag == 0xA0 and signer[5].tag == 0x04, "timestamp.shape")
    sid, attributes = children_of(signer[1]), {}
    for attribute in children_of(signer[3], 0xA0):
        pieces = children_of(attribute)
        must(len(pieces) > 1 and oid_of(pieces[0]) not in attributes, "timestamp.shape")
        values = children_of(pieces[1], 0x31)
        must(len(values) == 1, "timestamp.shape")
        attributes[oid_of(pieces[0])] = values[0]
    name = HASHES.get(oid_of(some(children_of(signer[2]), 0)))
    must(sid and name, "timestamp.algorithm")
    return {
        "imprint": imprint[1].content, "time": time, "info": info, "issuer": sid[0].raw, "serial": unsigned_of(some(sid, 1)),
        "digest": name, "signed": b"\x31" + signer[3].raw[1:], "attributes": attributes,
        "algorithm": oid_of(some(children_of(signer[4]), 0)), "signature": signer[5].content,
        "certificates": [parse_certificate(one.raw) for one in certificates if one.tag == 0x30],
    }  # fmt: skip


def is_signed_by(spki, algorithm, message, signature, name=None):
    kind, name = ("rsa", name) if algorithm == RSA else ALGORITHMS.get(algorithm, (None, None))
    must(kind and name, "timestamp.algorithm")
    found, key = key_of(spki)
    if found != kind:
        return False
    return verify_rsa(key, message, signature, name) if kind == "rsa" else verify_p256(key, message, signature_of(signature), name)


def is_named(attributes, certificate):
    second = attributes.get("1.2.840.113549.1.9.16.2.47")
    named = second or attributes.get("1.2.840.113549.1.9.16.2.12")
    if named is None:
        return False
    parts = children_of(at(children_of(at(children_of(named), 0, 0x30)), 0, 0x30))
    if second is None:
        return at(parts, 0, 0x04).content == hashlib.sha1(certificate).digest()
    if parts and parts[0].tag == 0x04:
        return parts[0].content == sha256(certificate)
    name = HASHES.get(oid_of(some(children_of(parts[0]), 0))) if parts else None
    return name is not None and len(parts) > 1 and parts[1].tag == 0x04 and parts[1].content == hashlib.new(name, certificate).digest()


def verify_timestamp(token, pinned):
    """True if a pinned authority signed, False if another did, None where its certificate is nowhere."""
    attributes = token["attributes"]
    must(oid_of(attributes.get("1.2.840.113549.1.9.3")) == TST_INFO, "timestamp.attributes")
    stated = attributes.get("1.2.840.113549.1.9.4")
    must(stated is not None and stated.tag == 0x04 and stated.content == hashlib.new(token["digest"], token["info"]).digest(), "timestamp.attributes")
    known = [parse_certificate(raw) for raw in pinned]
    own = next((c for c in token["certificates"] + known if (c["issuer"], c["serial"]) == (token["issuer"], token["serial"])), None)
    if own is None:
        return None
    must(is_named(attributes, own["raw"]), "timestamp.attributes")
    must(own["stamping"] and own["from"] <= token["time"] <= own["until"], "timestamp.certificate")
    must(is_signed_by(own["spki"], token["algorithm"], token["signed"], token["signature"], token["digest"]), "timestamp.signature")
    for authority in known:
        if authority["raw"] == own["raw"]:
            return True
        is_issuer = authority["subject"] == own["issuer"] and authority["from"] <= token["time"] <= authority["until"]
        if is_issuer and is_signed_by(authority["spki"], own["algorithm"], own["tbs"], own["signature"]):
            return True
    return False


# ---- the whole bundle -----------------------------------------------------------------------------------------------------------


def establish_trust(given, files):
    keys = [parse_vkey(key) for key in given.get("keys", [])]
    receipts = [key for key in keys if key.name.endswith("/receipt")]
    logs = [key for key in keys if not key.name.endswith("/receipt") and key.kind == 1]
    trust = {"receipts": receipts, "authorities": given.get("authorities", [])}
    if given.get("policy") is not None:
        trust.update(source="given", policy=parse_policy(given["policy"]))
    elif logs:
        trust.update(source="keys", policy=parse_policy("quorum none\n"))
    else:
        must("policy.txt" in files or "keys.txt" in files, "policy.none")
        if "policy.txt" in files:
            try:
                text = files["policy.txt"].decode("utf-8")
            except UnicodeDecodeError:
                text = ""
            trust.update(source="copy", policy=parse_policy(text))
        else:
            trust.update(source="copy", policy=parse_policy("quorum none\n"))
            try:
                text = files["keys.txt"].decode("utf-8")
            except UnicodeDecodeError:
                text = ""
            logs = [key for key in parse_keys(text) if not key.name.endswith("/receipt") and key.kind == 1]
    unique = {}
    for key in trust["policy"].logs + logs:
        unique.setdefault((key.name, key.kind, key.key), key)
    trust["logs"] = list(unique.values())
    return trust


OF_CHECKPOINT = re.compile(r"checkpoint\.|format\.(note|signature|key|checkpoint)-")


class Bundle:
    """Checks a bundle; whatever is wrong becomes a finding and the next step goes on."""

    def __init__(self, data, given):
        self.problems, self.notes, self.records, self.streams, self.papers = [], [], [], [], []
        self.manifest, self.source = None, "given" if given.get("policy") is not None else "keys" if given.get("keys") else "copy"
        self.quorum = None
        entries = self.attempt("zip", None, lambda: read_zip(data))
        listed = entries and self.attempt("manifest", "manifest.json", lambda: read_files(entries))
        if not listed:
            return
        self.manifest, self.files = listed
        file = "policy.txt" if self.source == "copy" else None
        self.trust = self.attempt("policy", file, lambda: establish_trust(given, self.files))
        if self.trust is None:
            return
        self.source, self.quorum = self.trust["source"], self.trust["policy"].quorum
        self.checkpoints = Checkpoints(self.trust)
        self.check()

    def attempt(self, step, file, act):
        try:
            return act()
        except Fault as fault:
            code, params = fault.code, fault.params
        except Exception as error:  # Whatever nobody thought of is a reason to say «wrong», never to say nothing.
            code, params = "internal", {"detail": repr(error)[:200]}
        if step in ("proof", "time") and OF_CHECKPOINT.match(code):
            step = "checkpoint"
        self.problems.append({"code": code, "step": step, "file": params.get("file", file), "params": params})
        return None

    def note(self, code, step, file=None, **params):
        self.notes.append({"code": code, "step": step, "file": file, "params": params})

    @property
    def verdict(self):
        if self.problems or self.manifest is None:
            return "wrong"
        if self.quorum == "none":
            return "unwitnessed"
        return "witnessed" if all(one["isWitnessed"] for one in self.records) else "short"

    @property
    def exit_code(self):
        return 1 if self.verdict == "wrong" else 0 if self.verdict == "witnessed" and self.source == "given" else 2

    def check(self):
        readings = [reading for reading in map(self.read_record, self.manifest["records"]) if reading]
        self.check_papers(readings)
        self.check_streams(readings)
        stamps = self.check_timestamps()
        for reading in readings:
            self.report(reading, readings, stamps)
        self.check_receipts(readings)
        if self.source != "given":
            self.note("note.policy-copy" if self.source == "copy" else "note.keys-only", "policy")
        for file in ("doc/report.pdf", "doc/verifier.html"):
            if file in self.files:
                self.note("note.for-reading", "file", file)

    def read_record(self, record):
        path = record["path"]
        data = self.files[path + ".leaf"]
        leaf = self.attempt("leaf", path + ".leaf", lambda: parse_leaf(data))
        if leaf is None:
            return None
        reading = {"record": record, "origin": self.manifest["origins"][record["origin"]], "leaf": leaf, "checkpoint": None, "before": None}
        shown = None
        if path + ".disclosures.json" in self.files:
            file = path + ".disclosures.json"
            shown = self.attempt("disclosure", file, lambda: parse_disclosures(self.files[file], leaf["d"]))
        reading["shown"] = shown or {"fields": [], "erased": [], "list": leaf["d"]}
        reading["assertion"] = self.attempt("signature", path + ".assertion.json", lambda: self.read_assertion(path, leaf, shown))
        reading["checkpoint"] = self.attempt("proof", path + ".tlog-proof", lambda: self.read_proof(reading, data))
        if reading["checkpoint"] and path + ".before" in self.files:
            reading["before"] = self.attempt("time", path + ".before", lambda: self.read_before(reading))
        return reading

    def read_assertion(self, path, leaf, shown):
        fields = shown["fields"] if shown else []
        data = self.files.get(path + ".assertion.json")
        if data is None:
            must(not any(field[1] == "signed-body" for field in fields), "signature.body-alone", field="signed-body")
            return None
        must(leaf["g"] != "", "signature.not-in-leaf")
        must(leaf["g"] == to_base64url(sha256(data)), "signature.hash")
        assertion = parse_assertion(data)
        check_assertion(assertion, leaf, fields)
        return assertion

    def read_proof(self, reading, data):
        index = reading["record"]["index"]
        lines, note = split_proof(decode(self.files[reading["record"]["path"] + ".tlog-proof"]), "c2sp.org/tlog-proof@v1")
        has_extra = bool(lines) and lines[0].startswith("extra ")
        if has_extra:
            must(from_base64(lines.pop(0)[6:]) is not None, "format.proof-shape", detail="")
        stated = from_decimal(lines[0][6:]) if lines and lines[0].startswith("index ") else None
        must(stated is not None, "format.proof-shape", detail="")
        proof = parse_hashes(lines[1:])
        must(not has_extra, "proof.extra")
        must(stated == index, "proof.index", index=stated)
        checkpoint = self.checkpoints.read(note)
        must(checkpoint.origin == reading["origin"], "proof.origin", origin=checkpoint.origin)
        must(index < checkpoint.size, "proof.size", index=index, size=checkpoint.size)
        good = verify_inclusion(index, checkpoint.size, sha256(b"\x00", data), proof, checkpoint.root)
        must(good, "proof.not-in-tree", index=index, size=checkpoint.size)
        return checkpoint

    def read_before(self, reading):
        newer, index = reading["checkpoint"], reading["record"]["index"]
        lines, note = split_proof(decode(self.files[reading["record"]["path"] + ".before"]), "khoithong.before/v1")
        proof = parse_hashes(lines)
        older = self.checkpoints.read(note)
        must(older.origin == newer.origin, "proof.origin", origin=older.origin)
        must(older.size <= index, "time.not-before", size=older.size, index=index)
        good = verify_consistency(older.size, newer.size, older.root, newer.root, proof)
        must(good, "time.not-consistent", **{"from": older.size, "to": newer.size})
        return older

    def check_papers(self, readings):
        named = {}

        def collect(value):
            if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value):
                named.setdefault(value, "")
            elif isinstance(value, list):
                for one in value:
                    collect(one)
            elif isinstance(value, dict):
                if isinstance(value.get("hash"), str) and isinstance(value.get("name"), str):
                    named[value["hash"]] = value["name"]
                for one in value.values():
                    collect(one)

        for reading in readings:
            for field in reading["shown"]["fields"]:
                collect(field[2])

        def check(path, data):
            digest = path[6 : path.rindex(".")]
            must(digest == sha256(data).hex(), "file.hash")
            must(digest in named, "file.unbound")
            self.papers.append({"path": path, "size": len(data), "name": named[digest]})

        for path, data in self.files.items():
            if role_of(path) == "file":
                self.attempt("file", path, lambda: check(path, data))

    def check_streams(self, readings):
        streams = {}
        for reading in readings:
            streams.setdefault(reading["leaf"]["s"], []).append(reading)

        def check(a, b):
            n, params = b["leaf"]["n"], {"n": b["leaf"]["n"], "other": a["record"]["path"] + ".leaf"}
            must(a["leaf"]["n"] != n, "chain.twice", **params)
            must(a["leaf"]["n"] + 1 != n or b["leaf"]["p"] == a["leaf"]["hash"], "chain.broken", **params)
            must(a["record"]["origin"] != b["record"]["origin"] or a["record"]["index"] < b["record"]["index"], "chain.order", **params)

        for stream, listed in streams.items():
            listed = sorted(listed, key=lambda reading: reading["leaf"]["n"])
            for a, b in zip(listed, listed[1:]):
                self.attempt("chain", b["record"]["path"] + ".leaf", lambda: check(a, b))
            present = {reading["leaf"]["n"] for reading in listed}
            last, missing, n = max(present), [], 0
            while n < last and len(missing) < 2000:
                if n not in present:
                    missing.append(n)
                n += 1
            self.streams.append({"stream": stream, "last": last, "missing": missing})

    def check_timestamps(self):
        stamps = {}

        def check(file, data):
            name = file[len("timestamps/") : -len(".tsr")]
            token = parse_timestamp(data)
            must(token["imprint"].hex() == name, "timestamp.imprint")
            must(any(one.name == name for one in self.checkpoints.seen), "timestamp.no-checkpoint")
            pinned = verify_timestamp(token, self.trust["authorities"])
            if pinned:
                stamps[name] = -(-token["time"] // 1000)
            code = "note.token-unchecked" if pinned is None else "note.token" if pinned else "note.token-unpinned"
            seconds, part = divmod(token["time"], 1000)
            self.note(code, "timestamp", file, time=instant_of(seconds).replace("Z", ".%03dZ" % part))

        for file, data in self.files.items():
            if role_of(file) == "timestamp":
                self.attempt("timestamp", file, lambda: check(file, data))
        return stamps

    def report(self, reading, readings, stamps):
        leaf, shown, record, path = reading["leaf"], reading["shown"], reading["record"], reading["record"]["path"]
        policy, checkpoint, before = self.trust["policy"], reading["checkpoint"], reading["before"]
        after = policy.quorum_time({name: -time for name, time in before.times.items()}) if before else None
        after = None if after is None else -after
        seen, stamped = policy.quorum_time(checkpoint.times) if checkpoint else None, stamps.get(checkpoint.name) if checkpoint else None
        not_after = min((one for one in (seen, stamped) if one is not None), default=None)
        dated_by = "nobody" if not_after is None else "witnesses" if seen == not_after else "timestamp"

        def check_times():
            time, params = milliseconds_of(leaf["t"]), {"claimed": leaf["t"], "after": instant_of(after), "notAfter": instant_of(not_after)}
            must(after is None or not_after is None or after <= not_after + TOLERANCE, "time.bounds", **params)
            must(not_after is None or time <= (not_after + TOLERANCE) * 1000, "time.too-late", **params)
            must(after is None or "late" in record or time >= (after - TOLERANCE) * 1000, "time.too-early", **params)

        def between():
            sought = reading["assertion"]["intent"]["after"]
            if sought == leaf["p"]:
                return 0
            earlier = [one["leaf"] for one in readings if one["leaf"]["s"] == leaf["s"] and one["leaf"]["n"] < leaf["n"]]
            for one in earlier:
                if one["hash"] == sought:
                    return leaf["n"] - 1 - one["n"]
            must(sought != "" and len({one["n"] for one in earlier}) != leaf["n"], "signature.after")
            return None

        if before and after is None and policy.quorum != "none":
            self.note("note.before-short", "time", path + ".before", index=record["index"])
        self.attempt("time", path + ".leaf", check_times)
        signature = None
        if reading["assertion"]:
            count = self.attempt("signature", path + ".assertion.json", between)
            signer = self.attempt("signature", path + ".assertion.json", lambda: find_signer(reading, readings))
            signature = {"how": reading["assertion"]["how"], "intent": reading["assertion"]["intent"], "between": count, "signer": signer}
        opened = sum(field[1] != "signed-body" for field in shown["fields"])
        self.records.append({
            "origin": reading["origin"], "index": record["index"], "kind": leaf["k"], "n": leaf["n"], "hash": leaf["hash"],
            "claimed": leaf["t"], "isLate": "late" in record, "after": after, "notAfter": not_after, "datedBy": dated_by,
            "isWitnessed": bool(checkpoint and checkpoint.is_witnessed), "witnesses": dict(checkpoint.times) if checkpoint else {},
            "fields": shown["fields"], "erased": shown["erased"], "kept": max(0, len(shown["list"]) - opened - len(shown["erased"])),
            "isSigned": leaf["g"] != "", "signature": signature,
        })  # fmt: skip

    def check_receipts(self, readings):
        def check(file, data):
            note = parse_note(decode(data))
            lines = note[0].split("\n")
            leaf_hash = from_base64(lines[2]) if len(lines) > 2 else None
            good = len(lines) == 6 and lines[0] == "khoithong.receipt/v1" and lines[1] and leaf_hash is not None and len(leaf_hash) == 32
            must(good and is_promise(lines[3], from_decimal(lines[4])) and lines[5] == "", "format.receipt-shape")
            sought = (lines[1], to_base64url(leaf_hash))
            reading = next((one for one in readings if (one["origin"], one["leaf"]["hash"]) == sought), None)
            must(reading, "receipt.no-record")
            must(reading["leaf"]["t"] == lines[3], "receipt.other-time", at=lines[3])
            name = re.sub(r"/[0-9]+\Z", "", lines[1]) + "/receipt"
            keys = [key for key in self.trust["receipts"] if key.name == name]
            must(verify_note(note, keys) or not keys, "receipt.not-signed")
            self.note("note.receipt" if keys else "note.receipt-unpinned", "receipt", file, index=reading["record"]["index"])

        for file, data in self.files.items():
            if role_of(file) == "receipt":
                self.attempt("receipt", file, lambda: check(file, data))


# ---- words ----------------------------------------------------------------------------------------------------------------------

WORDS = {
    "verdict.witnessed": (
        "ĐÚNG – đủ đối chứng",
        "TRUE – fully witnessed",
    ),
    "verdict.short": (
        "ĐÚNG – chưa đủ đối chứng",
        "TRUE – not yet fully witnessed",
    ),
    "verdict.unwitnessed": (
        "ĐÚNG – chưa có bên đối chứng",
        "TRUE – no witnesses",
    ),
    "verdict.wrong": (
        "SAI",
        "FALSE",
    ),
    "verdict.by-copy": (
        "(theo chính sách chép trong túi)",
        "(by the policy copied in the bundle)",
    ),
    "verdict.late": (
        "– lưu ý: {count} mục do chính bên ghi sổ khai là ghi sau, thời điểm tự ghi của các mục ấy không được kiểm",
        "– note: of {count} records the issuer itself says that they were entered afterwards; what they say of their time is not checked",
    ),
    "step.zip": (
        "tệp zip",
        "zip file",
    ),
    "step.manifest": (
        "danh mục của túi",
        "list of the bundle",
    ),
    "step.policy": (
        "chính sách",
        "policy",
    ),
    "step.leaf": (
        "mục sổ",
        "record",
    ),
    "step.disclosure": (
        "trường được mở",
        "disclosed field",
    ),
    "step.file": (
        "giấy tờ",
        "paper",
    ),
    "step.chain": (
        "chuỗi của hồ sơ",
        "chain of the dossier",
    ),
    "step.proof": (
        "bằng chứng có trong sổ",
        "proof of being in the log",
    ),
    "step.checkpoint": (
        "mốc sổ và chữ ký",
        "checkpoint and signatures",
    ),
    "step.time": (
        "mốc thời gian",
        "dates",
    ),
    "step.signature": (
        "chữ ký của người làm",
        "the person's signature",
    ),
    "step.timestamp": (
        "dấu thời gian",
        "time-stamp",
    ),
    "step.receipt": (
        "biên nhận",
        "receipt",
    ),
    "zip.too-large": (
        "lớn hơn {most} byte",
        "larger than {most} bytes",
    ),
    "zip.cut": (
        "không phải tệp zip, hoặc đã bị cắt ngắn",
        "not a zip file, or cut short",
    ),
    "zip.no-end": (
        "không kết thúc như một tệp zip; bị cắt ngắn hoặc có thêm byte ở cuối",
        "does not end as a zip file; cut short, or bytes added at the end",
    ),
    "zip.too-many": (
        "nhiều hơn {most} tệp",
        "more than {most} files",
    ),
    "zip.directory-place": (
        "mục lục của zip không nằm ngay trước phần kết",
        "the zip's directory does not stand just before its end record",
    ),
    "zip.directory": (
        "mục thứ {number} trong mục lục của zip bị hỏng",
        "entry {number} of the zip's directory is damaged",
    ),
    "zip.name": (
        "tên tệp không được phép trong túi",
        "file name not allowed in a bundle",
    ),
    "zip.twice": (
        "tên tệp có hai lần",
        "file name stands twice",
    ),
    "zip.not-stored": (
        "tệp bị nén; túi bằng chứng không nén",
        "file is compressed; an evidence bundle is not",
    ),
    "zip.directory-fields": (
        "mục lục của zip có trường khác với cách viết duy nhất được phép",
        "a field of the zip's directory differs from the only way allowed to write it",
    ),
    "zip.overlap": (
        "các tệp chồng lên nhau, hoặc có khoảng trống giữa chúng",
        "files overlap, or there is a gap between them",
    ),
    "zip.headers-differ": (
        "đầu tệp khác với mục lục của zip",
        "the file's header differs from the zip's directory",
    ),
    "zip.crc": (
        "nội dung tệp đã bị sửa (CRC-32 không khớp)",
        "content of the file was changed (CRC-32 does not match)",
    ),
    "json.unwritable": (
        "có giá trị JSON không viết được",
        "a JSON value cannot be written",
    ),
    "json.not-utf8": (
        "không phải văn bản UTF-8",
        "not UTF-8 text",
    ),
    "json.too-deep": (
        "JSON lồng sâu hơn {most} tầng",
        "JSON nested deeper than {most}",
    ),
    "json.not-json": (
        "không phải JSON",
        "not JSON",
    ),
    "json.not-canonical": (
        "không đúng cách viết JSON duy nhất (RFC 8785)",
        "not the one way to write this JSON (RFC 8785)",
    ),
    "json.not-record": (
        "ở «{where}» phải là một đối tượng JSON",
        "“{where}” must be a JSON object",
    ),
    "json.member-missing": (
        "ở «{where}» thiếu «{member}»",
        "“{where}” lacks “{member}”",
    ),
    "json.member-extra": (
        "ở «{where}» thừa «{member}»",
        "“{where}” has “{member}” too many",
    ),
    "manifest.too-large": (
        "lớn hơn {most} byte",
        "larger than {most} bytes",
    ),
    "manifest.version": (
        "không phải phiên bản {known}",
        "not version {known}",
    ),
    "manifest.member": (
        "«{member}» không hợp lệ",
        "“{member}” is not valid",
    ),
    "manifest.no-records": (
        "không có mục sổ nào",
        "no record at all",
    ),
    "manifest.media-type": (
        "tệp đầu tiên không phải «mimetype» của túi bằng chứng",
        "the first file is not the “mimetype” of an evidence bundle",
    ),
    "manifest.missing": (
        "tệp thứ hai không phải manifest.json",
        "the second file is not manifest.json",
    ),
    "manifest.unknown-file": (
        "tệp có tên mà túi bằng chứng không có",
        "a file by a name no bundle has",
    ),
    "manifest.file-missing": (
        "thiếu tệp",
        "file missing",
    ),
    "manifest.unlisted": (
        "không khớp danh sách tệp trong manifest.json",
        "does not match the list of files in manifest.json",
    ),
    "manifest.size": (
        "kích thước khác danh mục",
        "size differs from the list",
    ),
    "manifest.hash": (
        "nội dung khác danh mục (SHA-256 không khớp)",
        "content differs from the list (SHA-256 does not match)",
    ),
    "manifest.no-record": (
        "tệp của một mục không có trong danh mục",
        "file of a record that is not in the list",
    ),
    "manifest.order": (
        "tệp không đứng đúng chỗ",
        "file stands in the wrong place",
    ),
    "policy.none": (
        "không có chính sách hay khóa nào để kiểm tra; hãy đưa vào tệp chính sách",
        "no policy and no key to check by; give a policy file",
    ),
    "leaf.too-large": (
        "mục sổ dài hơn {most} byte",
        "record longer than {most} bytes",
    ),
    "leaf.version": (
        "không phải mục sổ khoithong/1",
        "not a record of khoithong/1",
    ),
    "leaf.member": (
        "thành phần «{member}» của mục sổ không hợp lệ",
        "member “{member}” of the record is not valid",
    ),
    "disclosure.member": (
        "«{field}» không hợp lệ",
        "“{field}” is not valid",
    ),
    "disclosure.not-in-leaf": (
        "trường «{field}» không phải nội dung đã ghi sổ",
        "field “{field}” is not what was recorded",
    ),
    "disclosure.twice": (
        "có hai trường cùng tên",
        "two fields have the same name",
    ),
    "disclosure.list": (
        "danh sách mã băm không hợp lệ",
        "the list of digests is not valid",
    ),
    "disclosure.list-not-in-leaf": (
        "danh sách mã băm không phải danh sách đã ghi sổ",
        "the list of digests is not the one recorded",
    ),
    "disclosure.erased": (
        "«{field}» không phải mã băm chưa mở trong mục sổ",
        "“{field}” is not an unopened digest of the record",
    ),
    "file.hash": (
        "tên tệp không phải mã băm của nội dung",
        "the file name is not the hash of the content",
    ),
    "file.unbound": (
        "không mục nào trong túi nói đến giấy tờ này",
        "no record in the bundle speaks of this paper",
    ),
    "chain.twice": (
        "mục thứ {n} của hồ sơ có hai lần (cũng ở {other})",
        "record {n} of the dossier stands twice (also in {other})",
    ),
    "chain.broken": (
        "mục thứ {n} của hồ sơ không nối tiếp mục trước ({other})",
        "record {n} of the dossier does not follow the one before ({other})",
    ),
    "chain.order": (
        "mục thứ {n} của hồ sơ vào sổ trước mục đứng trước nó ({other})",
        "record {n} of the dossier entered the log before the one that precedes it ({other})",
    ),
    "proof.extra": (
        "có dòng «extra» không được phép",
        "an “extra” line is not allowed",
    ),
    "proof.index": (
        "bằng chứng nói về mục số {index}",
        "the proof speaks of record {index}",
    ),
    "proof.origin": (
        "mốc sổ là của sổ khác: {origin}",
        "the checkpoint is that of another log: {origin}",
    ),
    "proof.size": (
        "mốc sổ chỉ có {size} mục, chưa chứa mục số {index}",
        "the checkpoint has {size} records only and does not hold record {index}",
    ),
    "proof.not-in-tree": (
        "mục số {index} không nằm trong sổ có {size} mục mà mốc sổ xác nhận",
        "record {index} is not in the log of {size} records that the checkpoint confirms",
    ),
    "checkpoint.split": (
        "hai mốc của sổ {origin} cùng {size} mục mà khác nội dung: sổ đã đưa ra hai bản",
        "two checkpoints of log {origin} with {size} records differ: the log showed two versions",
    ),
    "checkpoint.extension": (
        "mốc của sổ {origin} có dòng thừa",
        "the checkpoint of log {origin} has extra lines",
    ),
    "checkpoint.unknown-log": (
        "chính sách không có khóa của sổ {origin}",
        "the policy has no key of log {origin}",
    ),
    "checkpoint.not-signed": (
        "mốc của sổ {origin} không có chữ ký của sổ",
        "the checkpoint of log {origin} is not signed by the log",
    ),
    "time.bounds": (
        "mốc sớm nhất ({after}) muộn hơn mốc muộn nhất ({notAfter})",
        "the earliest moment ({after}) is later than the latest ({notAfter})",
    ),
    "time.too-late": (
        "mục tự ghi lúc {claimed}, nhưng đã có trong sổ từ {notAfter}",
        "the record says {claimed}, but stood in the log by {notAfter}",
    ),
    "time.too-early": (
        "mục tự ghi lúc {claimed}, nhưng đến {after} vẫn chưa có trong sổ: ghi lùi ngày",
        "the record says {claimed}, but was not in the log by {after}: backdated",
    ),
    "time.not-before": (
        "mốc sổ cũ có {size} mục, đã chứa mục số {index}",
        "the older checkpoint has {size} records and holds record {index} already",
    ),
    "time.not-consistent": (
        "sổ có {to} mục không phải là sổ có {from} mục ghi tiếp",
        "the log of {to} records did not grow out of the log of {from}",
    ),
    "signature.member": (
        "«{field}» không hợp lệ",
        "“{field}” is not valid",
    ),
    "signature.other-act": (
        "chữ ký là cho việc khác, không phải {kind}",
        "the signature is for something else, not {kind}",
    ),
    "signature.body": (
        "nội dung được cho là đã ký («{field}») không phải nội dung đã ký",
        "what is said to be signed (“{field}”) is not what was signed",
    ),
    "signature.body-alone": (
        "có nội dung đã ký («{field}») mà không có chữ ký",
        "there is a signed content (“{field}”) but no signature",
    ),
    "signature.authenticator": (
        "dữ liệu của thiết bị ký («{field}») không hợp lệ",
        "data of the signing device (“{field}”) are not valid",
    ),
    "signature.rp-id": (
        "chữ ký không dành cho {rpId}",
        "the signature is not meant for {rpId}",
    ),
    "signature.not-present": (
        "thiết bị không xác nhận có người bấm",
        "the device does not confirm that somebody was present",
    ),
    "signature.not-verified": (
        "thiết bị không xác nhận đúng người (vân tay, khuôn mặt hoặc mã PIN)",
        "the device does not confirm the person (fingerprint, face or PIN)",
    ),
    "signature.invalid": (
        "chữ ký của thiết bị không đúng",
        "the device's signature does not hold",
    ),
    "signature.key-weak": (
        "khóa đã ký ({kind}) không đủ an toàn, hoặc không phải là khóa",
        "the key that signed ({kind}) is too weak, or is no key",
    ),
    "signature.client-data": (
        "«{field}» trong dữ liệu trình duyệt không đúng",
        "“{field}” in the browser data is wrong",
    ),
    "signature.challenge": (
        "chữ ký không phải cho nội dung này",
        "the signature is not for this content",
    ),
    "signature.origin": (
        "chữ ký không làm tại {rpId}",
        "the signature was not made at {rpId}",
    ),
    "signature.not-in-leaf": (
        "mục sổ nói không có chữ ký",
        "the record says there is no signature",
    ),
    "signature.hash": (
        "không phải chữ ký đã ghi sổ",
        "not the signature that was recorded",
    ),
    "signature.after": (
        "người ký không thể đã thấy mục mà chữ ký nói đến",
        "the signer cannot have seen the record the signature speaks of",
    ),
    "signature.key-other": (
        "mục số {index} ghi nhận một khóa công khai khác với khóa đã ký",
        "record {index} enrols another public key than the one that signed",
    ),
    "signature.key-person": (
        "khóa đã ký được ghi nhận ở mục số {index} là của người khác: {person}",
        "the key that signed is recorded as another person's in record {index}: {person}",
    ),
    "signature.key-late": (
        "khóa đã ký chỉ được ghi nhận sau việc này, hoặc ở sổ khác (mục số {index})",
        "the key that signed was recorded only after this act, or in another log (record {index})",
    ),
    "signature.key-removed": (
        "khóa đã ký đã bị bỏ trước việc này (mục số {index})",
        "the key that signed had been removed before this act (record {index})",
    ),
    "der.shape": (
        "dữ liệu ASN.1 (DER) bị hỏng",
        "ASN.1 data (DER) are damaged",
    ),
    "der.key": (
        "khóa công khai thuộc loại không biết: {key}",
        "public key of an unknown kind: {key}",
    ),
    "timestamp.shape": (
        "dấu thời gian bị hỏng",
        "the time-stamp is damaged",
    ),
    "timestamp.certificate": (
        "chứng thư của cơ quan cấp dấu thời gian không hợp lệ",
        "the time-stamping authority's certificate is not valid",
    ),
    "timestamp.not-granted": (
        "cơ quan cấp dấu thời gian đã từ chối",
        "the time-stamping authority refused",
    ),
    "timestamp.hash": (
        "dấu thời gian không dùng SHA-256",
        "the time-stamp does not use SHA-256",
    ),
    "timestamp.algorithm": (
        "dấu thời gian dùng thuật toán không biết",
        "the time-stamp uses an unknown algorithm",
    ),
    "timestamp.attributes": (
        "các thuộc tính đã ký của dấu thời gian không đúng",
        "the signed attributes of the time-stamp are wrong",
    ),
    "timestamp.signature": (
        "chữ ký của cơ quan cấp dấu thời gian không đúng",
        "the time-stamping authority's signature does not hold",
    ),
    "timestamp.imprint": (
        "dấu thời gian không phải cho mốc sổ mà tên tệp nói đến",
        "the time-stamp is not for the checkpoint its file name says",
    ),
    "timestamp.no-checkpoint": (
        "dấu thời gian không phải cho mốc sổ nào trong túi",
        "the time-stamp is for no checkpoint of the bundle",
    ),
    "receipt.no-record": (
        "biên nhận không phải của mục nào trong túi",
        "the receipt is of no record in the bundle",
    ),
    "receipt.other-time": (
        "biên nhận ghi lúc {at}, khác với mục sổ",
        "the receipt says {at}, which differs from the record",
    ),
    "receipt.not-signed": (
        "biên nhận không có chữ ký của khóa biên nhận",
        "the receipt is not signed by the receipt key",
    ),
    "format.note-too-large": (
        "văn bản có chữ ký quá dài",
        "the signed text is too long",
    ),
    "format.note-characters": (
        "văn bản có chữ ký chứa ký tự không được phép",
        "the signed text has characters that are not allowed",
    ),
    "format.note-shape": (
        "văn bản có chữ ký không đúng khuôn dạng",
        "the signed text does not have the right shape",
    ),
    "format.note-signature-line": (
        "dòng chữ ký không đúng khuôn dạng: {detail}",
        "a signature line does not have the right shape: {detail}",
    ),
    "format.note-too-many-signatures": (
        "quá nhiều dòng chữ ký",
        "too many signature lines",
    ),
    "format.signature-invalid": (
        "chữ ký của {detail} không đúng",
        "the signature of {detail} does not hold",
    ),
    "format.key-shape": (
        "khóa không đúng khuôn dạng: {detail}",
        "a key does not have the right shape: {detail}",
    ),
    "format.key-type": (
        "khóa thuộc loại không biết: {detail}",
        "a key of an unknown type: {detail}",
    ),
    "format.key-id": (
        "mã của khóa không khớp khóa: {detail}",
        "the id of a key does not match the key: {detail}",
    ),
    "format.key-ambiguous": (
        "hai khóa trùng tên và mã: {detail}",
        "two keys of the same name and id: {detail}",
    ),
    "format.checkpoint-shape": (
        "mốc sổ không đúng khuôn dạng",
        "the checkpoint does not have the right shape",
    ),
    "format.proof-shape": (
        "bằng chứng không đúng khuôn dạng {detail}",
        "the proof does not have the right shape {detail}",
    ),
    "format.tile-shape": (
        "mảnh sổ không đúng khuôn dạng {detail}",
        "the tile does not have the right shape {detail}",
    ),
    "format.tile-path": (
        "đường dẫn mảnh sổ không đúng: {detail}",
        "the path of the tile is wrong: {detail}",
    ),
    "format.receipt-shape": (
        "biên nhận không đúng khuôn dạng",
        "the receipt does not have the right shape",
    ),
    "format.policy-characters": (
        "chính sách chứa ký tự không được phép",
        "the policy has characters that are not allowed",
    ),
    "format.policy-line": (
        "chính sách có dòng không hiểu được: {detail}",
        "the policy has a line that cannot be understood: {detail}",
    ),
    "format.policy-name": (
        "chính sách có tên trùng hoặc chưa định nghĩa: {detail}",
        "the policy has a name twice or not defined: {detail}",
    ),
    "format.policy-key": (
        "chính sách có khóa trùng hoặc sai loại: {detail}",
        "the policy has a key twice or of the wrong type: {detail}",
    ),
    "format.policy-quorum": (
        "chính sách không có đúng một dòng quorum {detail}",
        "the policy does not have exactly one quorum line {detail}",
    ),
    "internal": (
        "không kiểm tra được: {detail}",
        "cannot be checked: {detail}",
    ),
    "note.policy-copy": (
        "Không có chính sách nào được đưa vào, nên đã dùng bản chép trong chính túi này. Ai làm giả túi cũng viết được bản chép ấy: hãy lấy chính sách từ công báo rồi kiểm tra lại.",
        "No policy was given, so the copy inside this very bundle was used. Whoever forges a bundle can write that copy too: take the policy from the official gazette and check again.",
    ),
    "note.keys-only": (
        "Chỉ có khóa của sổ được đưa vào, không có chính sách đối chứng.",
        "Only a key of the log was given, no policy of witnesses.",
    ),
    "note.before-short": (
        "Mốc sổ cũ của mục số {index} chưa đủ đối chứng theo chính sách, nên không tính làm mốc sớm nhất.",
        "The older checkpoint of record {index} lacks witnesses the policy asks for, so it gives no earliest moment.",
    ),
    "note.for-reading": (
        "{file} chỉ để đọc cho tiện, không chứng minh gì.",
        "{file} is for reading only and proves nothing.",
    ),
    "note.token": (
        "Dấu thời gian {time} của cơ quan đã được ghim.",
        "Time-stamp {time} by a pinned authority.",
    ),
    "note.token-unpinned": (
        "Có dấu thời gian {time}; cơ quan cấp chưa được ghim nên không tính.",
        "Time-stamp {time} present; the authority is not pinned, so it does not count.",
    ),
    "note.token-unchecked": (
        "Có dấu thời gian {time}; thiếu chứng thư nên chưa kiểm tra được chữ ký, không tính.",
        "Time-stamp {time} present; its certificate is missing, so the signature was not checked and does not count.",
    ),
    "note.receipt": (
        "Biên nhận của mục số {index} đúng và có chữ ký.",
        "The receipt of record {index} is right and signed.",
    ),
    "note.receipt-unpinned": (
        "Có biên nhận của mục số {index}; khóa biên nhận chưa được đưa vào nên chữ ký không tính.",
        "A receipt of record {index} is present; no receipt key was given, so its signature does not count.",
    ),
    "report.dossier": (
        "Hồ sơ",
        "Dossier",
    ),
    "report.policy": (
        "Chính sách",
        "Policy",
    ),
    "report.policy.given": (
        "do người kiểm tra đưa vào",
        "given by the person who checks",
    ),
    "report.policy.keys": (
        "chỉ có khóa của sổ, do người kiểm tra đưa vào",
        "only the log's key, given by the person who checks",
    ),
    "report.policy.copy": (
        "bản chép trong túi",
        "copy inside the bundle",
    ),
    "report.stream": (
        "Chuỗi của hồ sơ",
        "Chain of the dossier",
    ),
    "report.stream.whole": (
        "đủ từ mục 0 đến mục {last}; túi không cho biết sau đó còn mục nào",
        "complete from record 0 to record {last}; the bundle cannot tell whether more follow",
    ),
    "report.stream.missing": (
        "từ mục 0 đến mục {last} thiếu: {missing}",
        "from record 0 to record {last}, missing: {missing}",
    ),
    "report.paper": (
        "Giấy tờ",
        "Paper",
    ),
    "report.problems": (
        "Điều sai",
        "What is wrong",
    ),
    "report.notes": (
        "Lưu ý",
        "Notes",
    ),
    "record.title": (
        "Mục số {index}: {kind}",
        "Record {index}: {kind}",
    ),
    "record.place": (
        "Vị trí",
        "Place",
    ),
    "record.place.text": (
        "mục {n} của hồ sơ, sổ {origin}",
        "record {n} of the dossier, log {origin}",
    ),
    "record.dated": (
        "Vào sổ",
        "Entered the log",
    ),
    "record.dated.both": (
        "sau {after} và không muộn hơn {notAfter}",
        "after {after} and not later than {notAfter}",
    ),
    "record.dated.upper": (
        "không muộn hơn {notAfter}; không rõ sớm nhất từ lúc nào",
        "not later than {notAfter}; the earliest moment is unknown",
    ),
    "record.dated.lower": (
        "sau {after}; chưa có mốc muộn nhất",
        "after {after}; no latest moment yet",
    ),
    "record.dated.none": (
        "không có mốc thời gian độc lập",
        "no independent date",
    ),
    "record.dated.by-timestamp": (
        "(theo dấu thời gian)",
        "(by time-stamp)",
    ),
    "record.claimed": (
        "Mục tự ghi",
        "The record says",
    ),
    "record.late": (
        "{claimed}; bên ghi sổ tự nói việc này được ghi sau, chỉ hai mốc trên là có bằng chứng",
        "{claimed}; the issuer itself says this was entered afterwards, only the two bounds above are proven",
    ),
    "record.witnesses": (
        "Đối chứng",
        "Witnesses",
    ),
    "record.witnesses.none": (
        "chưa có",
        "none yet",
    ),
    "record.witnesses.short": (
        "{list} (chưa đủ theo chính sách)",
        "{list} (not enough for the policy)",
    ),
    "record.apart": (
        "ghi ở trường riêng",
        "given in its own field",
    ),
    "record.kept": (
        "Không mở",
        "Not opened",
    ),
    "record.kept.text": (
        "{count} mã băm (trường giữ lại, trường đã xóa, hoặc mã đệm)",
        "{count} digests (fields kept back or erased, or padding)",
    ),
    "record.erased": (
        "Đã xóa",
        "Erased",
    ),
    "record.erased.text": (
        "«{name}», theo quyết định {by}; sự tồn tại và thời điểm vẫn được chứng minh (tên và quyết định là lời của bên ghi sổ)",
        "“{name}”, by decision {by}; existence and time stay proven (name and decision are the issuer's word)",
    ),
    "record.erased.undecided": (
        "«{name}»; sự tồn tại và thời điểm vẫn được chứng minh (tên là lời của bên ghi sổ)",
        "“{name}”; existence and time stay proven (the name is the issuer's word)",
    ),
    "record.signature": (
        "Chữ ký",
        "Signature",
    ),
    "record.signature.passkey": (
        "ký bằng khóa truy cập, với tư cách «{capacity}», lúc {at}",
        "signed with a passkey, in the capacity “{capacity}”, at {at}",
    ),
    "record.signature.nobody": (
        "Bản ghi nhận khóa không có trong túi: chưa chứng minh được khóa là của ai.",
        "The record of the key is not in the bundle: whose key it is, is not proven.",
    ),
    "record.signature.signer": (
        "Khóa này đã được chính «{person}» ghi nhận là của mình từ {since} (mục số {index} của sổ {origin}, trước mục này). Túi không cho biết khóa có bị bỏ trước khi ký hay không, trừ khi mục bỏ khóa nằm trong túi.",
        "“{person}” had this key recorded as their own from {since} (record {index} of log {origin}, before this one). Whether it was removed before it signed, the bundle does not tell, unless the record of the removal is in it.",
    ),
    "record.signature.password": (
        "yếu hơn: người làm nhập mật khẩu; chỉ chứng minh rằng máy chủ đã nói như vậy vào lúc vào sổ, không có chữ ký nào để kiểm tra; tư cách «{capacity}», lúc {at}",
        "weaker: the person typed a password; proven is only that the server said so when it was recorded, there is no signature to check; capacity “{capacity}”, at {at}",
    ),
    "record.signature.sign-in": (
        "yếu hơn: người làm vừa đăng nhập lại; chỉ chứng minh rằng máy chủ đã nói như vậy vào lúc vào sổ, không có chữ ký nào để kiểm tra; tư cách «{capacity}», lúc {at}",
        "weaker: the person had just signed in again; proven is only that the server said so when it was recorded, there is no signature to check; capacity “{capacity}”, at {at}",
    ),
    "record.signature.demo": (
        "yếu nhất: làm trong chế độ thử, không ai xác nhận là ai; chỉ chứng minh rằng việc này đã được ghi như vậy; tư cách «{capacity}», lúc {at}",
        "weakest: done in demo mode, nobody confirmed who it was; proven is only that it was recorded so; capacity “{capacity}”, at {at}",
    ),
    "record.signature.other": (
        "yếu hơn: xác nhận bằng cách «{how}»; chỉ chứng minh rằng máy chủ đã nói như vậy vào lúc vào sổ; tư cách «{capacity}», lúc {at}",
        "weaker: confirmed by “{how}”; proven is only that the server said so when it was recorded; capacity “{capacity}”, at {at}",
    ),
    "record.signature.kept": (
        "người làm đã xác nhận, nhưng người lập túi không đưa xác nhận ấy vào: túi không cho biết xác nhận bằng cách nào",
        "the person confirmed it, but whoever made the bundle left that out: the bundle does not tell by what",
    ),
    "record.signature.none": (
        "không có chữ ký riêng của người làm",
        "no signature of the person",
    ),
    "record.signature.between": (
        "Khi ký, người ký chưa thấy {between} mục ngay trước đó.",
        "When signing, the person had not seen the {between} records just before.",
    ),
    "record.signature.unseen": (
        "Mục mà người ký thấy khi ký không có trong túi, nên chưa kiểm tra được chữ ký đứng sau mục nào.",
        "The record the person saw when signing is not in the bundle, so its place was not checked.",
    ),
    "cli.too-large": (
        "Tệp {file} lớn hơn {most} byte",
        "File {file} is larger than {most} bytes",
    ),
}


def say(lang, code, **params):
    text = WORDS[code][lang == "en"] if code in WORDS else code
    return re.sub(r"\{(\w+)\}", lambda found: str(params.get(found[1], found[0])), text).strip()


def visible(text):
    """What steers a terminal or turns the direction of writing is shown as its code."""
    return "".join(
        "\\u{%x}" % ord(c) if c != "\n" and (unicodedata.category(c) == "Cc" or c in "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") else c
        for c in text
    )  # fmt: skip


def tell_finding(lang, found):
    parts = [say(lang, "step." + found["step"])] + ([found["file"]] if found["file"] else [])
    return ": ".join(parts + [say(lang, found["code"], **found["params"])])


def tell_dates(lang, record):
    after, not_after = instant_of(record["after"]), instant_of(record["notAfter"])
    which = {(True, True): "both", (False, True): "upper", (True, False): "lower", (False, False): "none"}[(after != "", not_after != "")]
    text = say(lang, "record.dated." + which, after=after, notAfter=not_after)
    return text + (" " + say(lang, "record.dated.by-timestamp") if record["datedBy"] == "timestamp" else "")


WAYS = ("passkey", "password", "sign-in", "demo")


def tell_signature(lang, record):
    signature = record["signature"]
    if signature is None:
        return say(lang, "record.signature.kept" if record["isSigned"] else "record.signature.none")
    intent, between = signature["intent"], signature["between"]
    key = "record.signature." + signature["how"]
    text = say(lang, key if signature["how"] in WAYS else "record.signature.other", how=signature["how"], capacity=intent["capacity"], at=intent["at"])
    more = []
    signer = signature["signer"]
    if signature["how"] == "passkey" and signer:
        more.append(say(lang, "record.signature.signer", **signer))
    elif signature["how"] == "passkey":
        more.append(say(lang, "record.signature.nobody"))
    if between is None:
        more.append(say(lang, "record.signature.unseen"))
    elif between != 0:
        more.append(say(lang, "record.signature.between", between=between))
    return " ".join([text + ("." if more else "")] + more)


def tell_outline(lang, body):
    """The body of an act, its places for what stands in another field told as such: §n/name§, and 0 where all members are such places."""

    def is_sealed(value):
        return isinstance(value, str) and re.fullmatch(r"§[0-9]+/[^§]+§", value) is not None

    def is_zero(value):
        return value == 0 and isinstance(value, (int, float)) and not isinstance(value, bool)

    is_outline = all(is_sealed(value) or is_zero(value) for value in body.values())
    apart = say(lang, "record.apart")
    return {name: apart if is_sealed(value) or (is_outline and is_zero(value)) else value for name, value in body.items()}


def tell(lang, bundle):
    verdict = say(lang, "verdict." + bundle.verdict)
    if bundle.problems:
        verdict += ": " + tell_finding(lang, bundle.problems[0])
    elif bundle.source == "copy":
        verdict += " " + say(lang, "verdict.by-copy")
    late = sum(1 for record in bundle.records if record["isLate"])
    if late and not bundle.problems:
        verdict += " " + say(lang, "verdict.late", count=late)
    lines = [verdict]
    if bundle.manifest:
        lines += ["%s: %s" % (say(lang, "report.dossier"), bundle.manifest["dossier"])] if bundle.manifest["dossier"] else []
        lines.append("%s: %s" % (say(lang, "report.policy"), say(lang, "report.policy." + bundle.source)))
    for one in bundle.streams:
        which = "missing" if one["missing"] else "whole"
        text = say(lang, "report.stream." + which, last=one["last"], missing=", ".join(map(str, one["missing"])))
        lines.append("%s: %s" % (say(lang, "report.stream"), text))
    lines += ["%s: %s %s" % (say(lang, "report.paper"), one["name"], one["path"]) for one in bundle.papers]
    if bundle.problems:
        lines += ["", say(lang, "report.problems")] + ["  " + tell_finding(lang, found) for found in bundle.problems]
    for record in bundle.records:
        witnesses = ", ".join("%s (%s)" % (name, instant_of(time)) for name, time in record["witnesses"].items())
        listed = witnesses and (witnesses if record["isWitnessed"] else say(lang, "record.witnesses.short", list=witnesses))
        lines += ["", say(lang, "record.title", index=record["index"], kind=record["kind"])]
        claimed = say(lang, "record.late", claimed=record["claimed"]) if record["isLate"] else record["claimed"]
        for label, text in (
            ("record.place", say(lang, "record.place.text", n=record["n"], origin=record["origin"])),
            ("record.dated", tell_dates(lang, record)),
            ("record.claimed", claimed),
            ("record.witnesses", listed or say(lang, "record.witnesses.none")),
            ("record.signature", tell_signature(lang, record)),
        ):
            lines.append("  %s: %s" % (say(lang, label), text))
        for _, name, by in record["erased"]:
            key = "record.erased.text" if by else "record.erased.undecided"
            lines.append("  %s: %s" % (say(lang, "record.erased"), say(lang, key, name=name, by=by)))
        if record["kept"]:
            lines.append("  %s: %s" % (say(lang, "record.kept"), say(lang, "record.kept.text", count=record["kept"])))
        for _, name, value in record["fields"]:
            told = tell_outline(lang, value) if name == "body" and isinstance(value, dict) else value
            lines.append("    %s: %s" % (name, told if isinstance(told, str) else canonicalize(told)))
    if bundle.notes:
        lines += ["", say(lang, "report.notes")]
        lines += ["  " + say(lang, found["code"], file=found["file"] or "", **found["params"]) for found in bundle.notes]
    return "\n".join(visible(line) for line in lines)


def summary(bundle):
    """What two verifiers must agree on."""
    return {
        "verdict": bundle.verdict,
        "policy": bundle.source,
        "problems": [{"code": one["code"], "step": one["step"], "file": one["file"]} for one in bundle.problems],
        "notes": [one["code"] for one in bundle.notes],
        "records": [
            {
                **{key: one[key] for key in ("index", "n", "hash", "after", "notAfter", "datedBy", "isWitnessed", "kept")},
                "signer": one["signature"] and one["signature"]["signer"],
            }
            for one in bundle.records
        ],
        "streams": bundle.streams,
        "papers": bundle.papers,
    }


def write_out(text, stream):
    """Writes a line. Whoever reads may stop in the middle: the exit code is the verdict all the same."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def main(arguments):
    given, lang, as_json, files = {"keys": [], "authorities": []}, "vi", False, []
    usage = __doc__.strip()
    try:
        rest = iter(arguments)
        for word in rest:
            if word == "--json":
                as_json = True
            elif word in ("--policy", "--key", "--tsa", "--lang"):
                value = next(rest, None)
                must(value is not None, usage)
                if word == "--policy":
                    with open(value, encoding="utf-8", newline="") as file:
                        given["policy"] = file.read()
                elif word == "--key":
                    given["keys"].append(value)
                elif word == "--tsa":
                    with open(value, encoding="utf-8") as file:
                        given["authorities"] += parse_pem(file.read())
                else:
                    must(value in ("vi", "en"), usage)
                    lang = value
            else:
                must(not word.startswith("--"), usage)
                files.append(word)
        must(files and (len(files) == 1 or as_json), usage)
        establish_trust(dict(given, policy=given.get("policy", "quorum none\n")), {})
        opened = []
        for name in files:
            must(os.path.getsize(name) <= LIMIT, "cli.too-large", file=name, most=LIMIT)
            with open(name, "rb") as file:
                opened.append(file.read())
    except (OSError, UnicodeDecodeError, Fault) as error:
        write_out(say(lang, error.code, **error.params) if isinstance(error, Fault) else str(error), sys.stderr)
        return 64
    code = 0
    for data in opened:
        bundle = Bundle(data, given)
        write_out(json.dumps(summary(bundle)) if as_json else tell(lang, bundle), sys.stdout)
        code = bundle.exit_code
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
