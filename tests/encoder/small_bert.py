"""A BERT too small to know anything, as a folder like those that models come in, and its forward pass in plain numpy."""

import json
import math

import numpy as np
import safetensors.numpy
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.processors import TemplateProcessing

WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "fine",
    "is",
    "due",
    "rent",
    "owed",
    "by",
    "court",
    "罚款",
)
HIDDEN, LAYERS, HEADS, WIDE, PLACES = 8, 2, 2, 16, 160
CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": HIDDEN,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "layer_norm_eps": 1e-12,
}


def weights(seed: int) -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(seed)
    shapes = {
        "embeddings.word_embeddings.weight": (len(WORDS), HIDDEN),
        "embeddings.position_embeddings.weight": (PLACES, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
    } | norm("embeddings.LayerNorm")
    for number in range(LAYERS):
        name = f"encoder.layer.{number}"
        for part in (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
        ):
            shapes |= dense(f"{name}.{part}", HIDDEN, HIDDEN)
        shapes |= dense(f"{name}.intermediate.dense", WIDE, HIDDEN) | dense(
            f"{name}.output.dense", HIDDEN, WIDE
        )
        shapes |= norm(f"{name}.attention.output.LayerNorm") | norm(f"{name}.output.LayerNorm")
    return {name: drawn.normal(0, 0.7, shape).astype(np.float32) for name, shape in shapes.items()}


def norm(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (HIDDEN,), f"{name}.bias": (HIDDEN,)}


def dense(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = WhitespaceSplit()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", WORDS.index("[CLS]")), ("[SEP]", WORDS.index("[SEP]"))],
    )
    made.enable_padding(
        length=32
    )  # as MiniLM's own does: the encoder must see to it that nothing depends on it
    return made


def write(folder, seed=0, pooling=None, prefix="", **config):
    """The folder of a model as its makers would publish it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(CONFIG | config))
    named = {prefix + name: value for name, value in weights(seed).items()}
    safetensors.numpy.save_file(named, folder / "model.safetensors")
    tokenizer().save(str(folder / "tokenizer.json"))
    if pooling is not None:
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "config.json").write_text(json.dumps({pooling: True}))
    return folder


# --- the forward pass ---


def forward(held: dict[str, np.ndarray], ids: list[int]) -> np.ndarray:
    """A vector for each piece of one text (pieces × hidden), reckoned without padding in double precision."""
    held = {name: value.astype(np.float64) for name, value in held.items()}
    hidden = held["embeddings.word_embeddings.weight"][ids]
    hidden = hidden + held["embeddings.position_embeddings.weight"][: len(ids)]
    hidden = hidden + held["embeddings.token_type_embeddings.weight"][0]
    hidden = normalised(held, hidden, "embeddings.LayerNorm")
    for number in range(LAYERS):
        hidden = layer(held, hidden, f"encoder.layer.{number}")
    return hidden


def layer(held, hidden, name):
    attended = applied(
        held, attention(held, hidden, f"{name}.attention.self"), f"{name}.attention.output.dense"
    )
    hidden = normalised(held, hidden + attended, f"{name}.attention.output.LayerNorm")
    wide = applied(held, hidden, f"{name}.intermediate.dense")
    wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
    return normalised(held, hidden + applied(held, wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")


def attention(held, hidden, name):
    query, key, value = (applied(held, hidden, f"{name}.{part}") for part in ("query", "key", "value"))
    each = HIDDEN // HEADS
    found = []
    for head in range(HEADS):
        part = slice(head * each, (head + 1) * each)
        scores = np.exp(query[:, part] @ key[:, part].T / math.sqrt(each))
        found.append(scores / scores.sum(axis=1, keepdims=True) @ value[:, part])
    return np.concatenate(found, axis=1)


def applied(held, given, name):
    return given @ held[f"{name}.weight"].T + held[f"{name}.bias"]


def normalised(held, given, name):
    centred = given - given.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + CONFIG["layer_norm_eps"])
    return centred / spread * held[f"{name}.weight"] + held[f"{name}.bias"]


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)
