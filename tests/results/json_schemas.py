"""Validates with jsonschema what the program writes and what is shipped beside it.

usage: json_schemas.py results_write_documents
"""
import copy
import functools
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNS_OF_EACH_VARIANT = 1  # published run logs are many and alike


def read(path):
    return json.loads(path.read_text())


@functools.cache
def validator(name):
    schema = read(ROOT / f"results/schema/{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def complaints(name, document):
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(document)]


def expect_valid(name, path):
    found = complaints(name, read(path))
    assert not found, f"{path} is not as {name}.schema.json says: {found[:3]}"


def expect_mistakes_found(name, document):
    """The schema is not one that takes everything: one key less, one more, another type."""
    for spoil in (lambda json: json.pop("version"), lambda json: json.update(extra=1),
                  lambda json: json.update(version="1"), lambda json: json.update(options=[])):
        spoilt = copy.deepcopy(document)
        spoil(spoilt)
        assert complaints(name, spoilt), f"{name}.schema.json takes a document with a mistake"


def check_examples(write_documents):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([write_documents, "--examples", folder], check=True)
        paths = sorted(pathlib.Path(folder).iterdir())
        for path in paths:
            expect_valid(path.stem.rsplit("_", 1)[0], path)
        expect_mistakes_found("tables", read(pathlib.Path(folder) / "tables_0.json"))
        return len(paths)


def patched(document, patch):
    """RFC 7396: null removes a key."""
    if not isinstance(patch, dict):
        return patch
    result = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        result.pop(key, None) if value is None else result.update({key: patched(result.get(key), value)})
    return result


def check_mistakes_in_studies():
    """What the program refuses in a study (tests/bench/study/studies_test.cc), the schema refuses too."""
    study = read(ROOT / "bench/studies/demo.json")
    for patch in read(ROOT / "tests/bench/study/mistakes.json"):
        assert complaints("study", patched(study, patch)), f"study.schema.json takes a study with {patch}"


def main():
    count = check_examples(sys.argv[1])
    check_mistakes_in_studies()
    studies = [ROOT / "bench/commands/new_study.json"] + sorted(ROOT.glob("bench/studies/*.json")) + sorted(ROOT.glob("results/published/*/study.json"))
    tables = sorted(ROOT.glob("results/published/*/tables.json"))
    logs = [path for variant in sorted(ROOT.glob("results/published/*/runs/*/*"))
            for path in sorted(variant.glob("seed_*/run.json"))[:RUNS_OF_EACH_VARIANT]]
    for name, paths in (("study", studies), ("tables", tables), ("run_log", logs)):
        assert paths, f"no file for {name}.schema.json"
        for path in paths:
            expect_valid(name, path)
        count += len(paths)
    print(f"{count} documents are as their schemas say")


if __name__ == "__main__":
    main()
