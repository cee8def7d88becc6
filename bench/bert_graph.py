"""A BERT as an ONNX graph, put together node by node from its weights, so that no training library is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
"""The first with GELU as one node."""
IR_VERSION = 9
"""The file format of that opset: older than the newest, so that older runtimes read it too."""
FARAWAY = np.float32(-1e9)
"""Added to the attention to pieces that are only padding."""

Weights = Mapping[str, npt.NDArray[Any]]


class NotExportable(Exception):
    """The model is of a kind that this script does not know; use one with the architecture of BERT."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What config.json says of the network."""

    layers: int
    heads: int
    hidden: int
    epsilon: float

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> Self:
        """Raises NotExportable where the network is not a plain BERT."""
        for key, known in (
            ("model_type", "bert"),
            ("hidden_act", "gelu"),
            ("position_embedding_type", "absolute"),
        ):
            if config.get(key, known) != known:
                raise NotExportable(f"config.json: {key} is {config[key]!r}; this script knows {known!r}")
        needed = ("num_hidden_layers", "num_attention_heads", "hidden_size", "layer_norm_eps")
        if missing := [key for key in needed if key not in config]:
            raise NotExportable(f"config.json: {', '.join(missing)} is missing")
        return cls(*(config[key] for key in needed))


class Graph:
    """A graph in the making: nodes are named as they come, constants by what they are."""

    def __init__(self, weights: Weights, shape: Shape) -> None:
        self.shape = shape
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._weights = {name.removeprefix("bert."): value for name, value in weights.items()}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output, and give the output's name."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, name: str, value: npt.ArrayLike) -> str:
        """Add a constant, and give its name."""
        self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def weight(self, name: str) -> npt.NDArray[np.float32]:
        """A weight of the model as 32-bit numbers. Raises NotExportable if it is missing."""
        if name not in self._weights:
            raise NotExportable(f"the weights hold no {name}; this script knows those of a BERT")
        return np.asarray(self._weights[name], np.float32)

    def linear(self, given: str, layer: str) -> str:
        """A dense layer."""
        kernel = self.constant(f"{layer}.kernel", self.weight(f"{layer}.weight").T.copy())
        bias = self.constant(f"{layer}.bias", self.weight(f"{layer}.bias"))
        return self.node("Add", self.node("MatMul", given, kernel), bias)

    def norm(self, given: str, layer: str) -> str:
        """Layer normalisation."""
        scale = self.constant(f"{layer}.scale", self.weight(f"{layer}.weight"))
        bias = self.constant(f"{layer}.bias", self.weight(f"{layer}.bias"))
        return self.node("LayerNormalization", given, scale, bias, axis=-1, epsilon=self.shape.epsilon)


def bert(weights: Weights, shape: Shape, *, first_piece: bool) -> onnx.ModelProto:
    """The whole network: input_ids and attention_mask in, a vector for each piece out, or only for the first."""
    graph = Graph(weights, shape)
    hidden, mask = embeddings(graph), padding(graph)
    for number in range(shape.layers):
        hidden = layer(graph, hidden, mask, f"encoder.layer.{number}")
    if first_piece:
        first = graph.constant("first", np.int64(0))
        return model(
            graph, graph.node("Gather", hidden, first, axis=1), "sentence_embedding", ["texts", shape.hidden]
        )
    return model(graph, hidden, "last_hidden_state", ["texts", "pieces", shape.hidden])


def embeddings(graph: Graph) -> str:
    """Words and places, normalised. Every text is of the first type, whose vector is added to the places."""
    words = graph.constant("words", graph.weight("embeddings.word_embeddings.weight"))
    place = graph.weight("embeddings.position_embeddings.weight")
    places = graph.constant("places", place + graph.weight("embeddings.token_type_embeddings.weight")[0])
    length = graph.node("Shape", "input_ids", start=1, end=2)
    here = graph.node("Slice", places, graph.constant("begin", np.array([0])), length)
    return graph.norm(
        graph.node("Add", graph.node("Gather", words, "input_ids"), here), "embeddings.LayerNorm"
    )


def padding(graph: Graph) -> str:
    """What is added to the attention to each piece: nothing, or so much less that it is not heeded."""
    heeded = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
    padded = graph.node("Sub", graph.constant("one", np.float32(1)), heeded)
    far = graph.node("Mul", padded, graph.constant("faraway", FARAWAY))
    return graph.node("Unsqueeze", far, graph.constant("for each head and piece", np.array([1, 2])))


def layer(graph: Graph, hidden: str, mask: str, name: str) -> str:
    """One layer of the transformer."""
    heeded = graph.linear(
        attention(graph, hidden, mask, f"{name}.attention.self"), f"{name}.attention.output.dense"
    )
    hidden = graph.norm(graph.node("Add", heeded, hidden), f"{name}.attention.output.LayerNorm")
    wide = graph.node("Gelu", graph.linear(hidden, f"{name}.intermediate.dense"))  # the exact one, by erf
    narrow = graph.linear(wide, f"{name}.output.dense")
    return graph.norm(graph.node("Add", narrow, hidden), f"{name}.output.LayerNorm")


def attention(graph: Graph, hidden: str, mask: str, name: str) -> str:
    """What each piece takes from the others, by all heads."""
    queries = heads(graph, graph.linear(hidden, f"{name}.query"), [0, 2, 1, 3])
    keys = heads(graph, graph.linear(hidden, f"{name}.key"), [0, 2, 3, 1])
    values = heads(graph, graph.linear(hidden, f"{name}.value"), [0, 2, 1, 3])
    scale = graph.constant("scale", np.float32((graph.shape.hidden // graph.shape.heads) ** -0.5))
    scores = graph.node("Mul", graph.node("MatMul", queries, keys), scale)
    shares = graph.node("Softmax", graph.node("Add", scores, mask), axis=-1)
    taken = graph.node("Transpose", graph.node("MatMul", shares, values), perm=[0, 2, 1, 3])
    return graph.node("Reshape", taken, graph.constant("joined", np.array([0, 0, graph.shape.hidden])))


def heads(graph: Graph, given: str, order: Sequence[int]) -> str:
    """Split into heads, with the axes in this order."""
    each = graph.shape.hidden // graph.shape.heads
    split = graph.constant("split", np.array([0, 0, graph.shape.heads, each]))
    return graph.node("Transpose", graph.node("Reshape", given, split), perm=order)


def model(graph: Graph, result: str, name: str, axes: list[str | int]) -> onnx.ModelProto:
    """Close the graph and check it."""
    graph.nodes.append(helper.make_node("Identity", [result], [name]))
    inputs = [
        helper.make_tensor_value_info(given, TensorProto.INT64, ["texts", "pieces"])
        for given in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info(name, TensorProto.FLOAT, axes)
    whole = helper.make_graph(graph.nodes, "encoder", inputs, [output], list(graph.constants.values()))
    made = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(made)
    return made
