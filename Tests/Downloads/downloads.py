#!/usr/bin/env python3
"""Makes the bulk downloads of eight learning systems, and checks what `poolbook collect` finds in them.

  downloads.py make POOLBOOK FOLDER [STUDENTS [N]]   hand-ins by the program itself, as each system would rename them
  downloads.py check POOLBOOK FOLDER                 the right student and the right attempt, with time and memory

One student in N (20) hands in something hostile or malformed.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

LAYOUTS = ["canvas", "moodle", "moodle-flat", "brightspace", "gradescope", "github", "blackboard", "nbgrader"]
FIRST = ["Jane", "José", "Li", "Mary-Ann", "Zoë", "Anna - Lena", "Ólafur", "D'Arcy"]
LAST = ["Doe", "Ruiz", "Wu", "Smith", "Müller", "van der Berg", "O'Neil", "Þórsson"]

# Answers that are strange, but can be read.
STRANGE = {
    "escape": "\x1b[2J\x1b]0;title\x07 \u202egnp",
    "formula": "=HYPERLINK(\"http://evil.example\",\"x\")",
    "script": "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))",
}


class Student:
    def __init__(self, number, every=20):
        self.number = number
        self.name = f"{FIRST[number % 8]} {LAST[number // 8 % 8]} {number}"
        self.login = f"user{number}"
        self.attempts = 2 if number % 5 == 2 else 1
        self.late = number % 7 == 3
        self.bad = None
        if number % every == every // 2:
            self.bad = (list(HOSTILE) + list(STRANGE))[number // every % (len(HOSTILE) + len(STRANGE))]

    def answer(self, attempt):
        text = f"Student {self.number}, attempt {attempt}."
        return f"{STRANGE[self.bad]} {text}" if self.bad in STRANGE else text

    @property
    def expected(self):
        return None if self.bad in HOSTILE else self.answer(self.attempts)


def entry(archive, name, data, mode=0o100644):
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.external_attr = mode << 16
    info.create_system = 3
    archive.writestr(info, data)


def raw_zip(entries):
    """A zip from (name, packed bytes, claimed size, flags, method), without looking at what it is."""
    body, directory = [], []
    position = 0
    for name, packed, size, flags, method in entries:
        local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, flags, method, 0, 33, 0, len(packed), min(size, 0xFFFFFFFE),
                            len(name), 0) + name + packed
        directory.append(struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 0x314, 20, flags, method, 0, 33, 0, len(packed),
                                     min(size, 0xFFFFFFFE), len(name), 0, 0, 0, 0, 0o100644 << 16, position) + name)
        body.append(local)
        position += len(local)
    listing = b"".join(directory)
    count = len(entries)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(listing), position, 0)
    if count > 0xFFFE:
        big = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(listing), position)
        end = big + struct.pack("<4sIQI", b"PK\6\7", 0, position + len(listing), 1) + end
    return b"".join(body) + listing + end


def zeros(size, start=b""):
    """Deflated: a beginning, and then zeros. Each flushed block of zeros can be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size >> 24) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def bomb(record):
    size = 10 << 30
    return raw_zip([(b"answers.md", zeros(size, record[:200]), size, 0, 8), (b"zeros", zeros(size), 100, 0, 8)])


def links(path, record):
    with zipfile.ZipFile(path, "w") as archive:
        entry(archive, "sharing-work/answers.md", "/etc/passwd", 0o120777)
        entry(archive, "sharing-work", "/etc", 0o120777)


def names(path, record):
    with zipfile.ZipFile(path, "w") as archive:
        for name in ["../answers.md", "/tmp/answers.md", "a/../../answers.md", "C:\\answers.md", "..\\answers.md"]:
            entry(archive, name, record)


def devices(path, record):
    with zipfile.ZipFile(path, "w") as archive:
        for kind in (0o020666, 0o060666, 0o010666, 0o140666):
            entry(archive, f"{kind}/answers.md", record, kind)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


_many = []


def many(path, record):
    if not _many:
        _many.append(raw_zip([(b"%d" % n, b"", 0, 0, 0) for n in range(1_000_000)]))
    write(path, _many[0])


HOSTILE = {
    "links": links,
    "names": names,
    "devices": devices,
    "bomb": lambda path, record: write(path, bomb(record)),
    "many": many,
    "cut": lambda path, record: write(path, raw_zip([(b"answers.md", record, len(record), 0, 0)])[:-40]),
    "locked": lambda path, record: write(path, raw_zip([(b"answers.md", record, len(record), 1, 0)])),
    "bad-name": lambda path, record: write(path, raw_zip([(b"\xff\xfe\x1b[2J.md", b"x", 1, 0, 0)])),
    "nothing": lambda path, record: write(path, b""),
    "utf16": lambda path, record: write(path, record.decode().encode("utf-16")),
}


def hand_in(poolbook, student, attempt, folder):
    """Lets the program answer a question and run an experiment."""
    os.makedirs(folder)
    text = f"answer {student.answer(attempt)}\n.\nquit\n"
    for at, words in (("first-map", "run\nquit\n"), ("shares", text)):
        subprocess.run([poolbook, "--plain", "--at", at], input=words.encode(), cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)


def files(folder):
    return [(os.path.relpath(f"{root}/{name}", folder), f"{root}/{name}")
            for root, _, found in os.walk(folder) for name in sorted(found)]


def pack(folder, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in files(folder):
            archive.write(source, name)


class Download:
    """Where one layout puts what a student uploads: a folder for each attempt, or names with a prefix."""

    def __init__(self, layout, folder):
        self.layout, self.folder = layout, folder
        self.attachment = 1000
        os.makedirs(folder)

    def attempts(self, student):
        every = self.layout in ("canvas", "brightspace", "blackboard")
        return range(1 if every else student.attempts, student.attempts + 1)

    def place(self, student, attempt, name):
        """The path of a file that the student has called `name`."""
        n, flat = student.number, name.replace("/", "_") if self.layout == "canvas" else name.split("/")[-1]
        if self.layout == "canvas":
            self.attachment += 1
            squeezed = "".join(c for c in student.name.lower() if c.isalnum())
            late = "_LATE" if student.late else ""
            return f"{squeezed}{late}_{9000 + n}_{self.attachment}_{name.split('/')[-1]}"
        if self.layout == "moodle":
            return f"{student.name}_{5000 + n}_assignsubmission_file_/{name}"
        if self.layout == "moodle-flat":
            return f"{student.name}_{5000 + n}_assignsubmission_file_{flat}"
        if self.layout == "brightspace":
            return f"{3000 + n}-77 - {student.name} - Sep {attempt + 8}, 2024 {9 - attempt}26 PM/{name}"
        if self.layout == "gradescope":
            return f"assignment_5_export/submission_{100 + n}/{name}"
        if self.layout == "github":
            return f"sharing-submissions/sharing-{student.login}/{name}"
        if self.layout == "blackboard":
            return f"Sharing Work_{student.login}_attempt_2024-09-{attempt + 8:02}-21-26-05_{flat}"
        return f"submitted/{student.login}/sharing/{name}"

    def add(self, student, attempt, source):
        if student.bad in HOSTILE:
            name = "answers.md" if student.bad == "utf16" else "work.zip"
            return self.put(student, attempt, name, source)
        # Some upload one zip, some a zip in a zip, and some all files.
        shape = student.number % 3
        if shape == 0:
            return self.put(student, attempt, "sharing-work.poolbook.zip", f"{source}.zip")
        if shape == 1 and self.layout not in ("gradescope",):
            return self.put(student, attempt, "all.zip", f"{source}.zip.zip")
        for name, path in files(source):
            self.put(student, attempt, name, path)

    def put(self, student, attempt, name, source):
        path = f"{self.folder}/{self.place(student, attempt, name)}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.link(source, path)

    def key(self, student):
        if self.layout in ("canvas", "moodle", "moodle-flat"):
            return str({"canvas": 9000}.get(self.layout, 5000) + student.number)
        return student.name if self.layout == "brightspace" else student.login

    def finish(self, students):
        if self.layout == "gradescope":
            lines = ["---"]
            for s in students:
                lines += [f"submission_{100 + s.number}:", "  :submitters:", f"  - :name: \"{s.name}\"",
                          f"    :sid: {s.login}", f"    :email: {s.login}@example.org", "  :created_at: 2024-09-24"]
            write(f"{self.folder}/assignment_5_export/submission_metadata.yml", "\n".join(lines).encode())
        if self.layout in ("canvas", "moodle"):
            # These systems give out one zip.
            with zipfile.ZipFile(f"{self.folder}.zip", "w") as archive:
                for name, source in files(self.folder):
                    archive.write(source, name)
            shutil.rmtree(self.folder)


def make(poolbook, folder, count, every):
    poolbook = os.path.abspath(poolbook)
    students = [Student(number, every) for number in range(count)]
    work = f"{folder}/work"
    os.makedirs(work)
    hand_in(poolbook, Student(0), 1, f"{work}/sample")
    record = open(f"{work}/sample/sharing-work/answers.md", "rb").read()

    def write_attempt(pair):
        student, attempt = pair
        path = f"{work}/{student.number}-{attempt}"
        if student.bad in HOSTILE:
            return HOSTILE[student.bad](path, record)
        hand_in(poolbook, student, attempt, path)
        pack(path, f"{path}.zip")
        with zipfile.ZipFile(f"{path}.zip.zip", "w") as archive:
            archive.write(f"{path}.zip", "sharing-work.poolbook.zip")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(write_attempt, [(s, a) for s in students for a in range(1, s.attempts + 1)]))
    expected = {}
    for layout in LAYOUTS:
        download = Download(layout, f"{folder}/{layout}")
        for student in students:
            for attempt in download.attempts(student):
                download.add(student, attempt, f"{work}/{student.number}-{attempt}")
        download.finish(students)
        expected[layout] = {download.key(s): [s.expected, s.late and layout == "canvas"] for s in students}
    with open(f"{folder}/expected.json", "w") as file:
        json.dump(expected, file)


def check(poolbook, folder):
    wrong = 0
    for layout, students in json.load(open(f"{folder}/expected.json")).items():
        path = f"{folder}/{layout}"
        words = [poolbook, "collect", path if os.path.exists(path) else f"{path}.zip", "--json", f"{folder}/{layout}.json",
                 "--csv", f"{folder}/{layout}.csv"]
        began = time.monotonic()
        process = subprocess.Popen(words, stdout=open(f"{folder}/{layout}.txt", "wb"))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        found = {}
        for row in json.load(open(f"{folder}/{layout}.json"))["students"]:
            answer = next((a.get("text") for a in row.get("answers", []) if a["question"] == "shares"), None)
            key = row["who"]["name"] if layout == "brightspace" else row["who"]["id"]
            found[key] = [answer.strip() if answer else None, row.get("late", False)]
        differing = [k for k in students if found.get(k, "missing") != students[k] and not
                     (students[k][0] is None and k in found and found[k][0] is None)]
        for key in differing[:5]:
            print(f"{layout}: {key} should have {students[key]}, and has {found.get(key)}")
        extra = sorted(set(found) - set(students))
        wrong += len(differing) + len(extra) + (os.waitstatus_to_exitcode(status) != 0)
        print(f"{layout}: {len(found)} of {len(students)} students, {len(differing)} wrong, extra {extra[:3]}, exit "
              f"{os.waitstatus_to_exitcode(status)}, {seconds:.2f} s, {usage.ru_maxrss >> 10} MB")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        count, every = [int(word) for word in sys.argv[4:]] + [300, 20][len(sys.argv) - 4:]
        make(sys.argv[2], sys.argv[3], count, every)
    else:
        check(sys.argv[2], sys.argv[3])
