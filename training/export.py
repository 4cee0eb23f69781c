"""
Turn a fine-tuned checkpoint into the folder that ships: pruned vocabulary, int8 ONNX, tokenizer, config.

    TRAIN/bin/python training/export.py PUBLIC_SETS CHECKPOINT OUT VERSION

Temperature is fitted on the dev parts with the int8 model itself; the script prints how int8 and float differ there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

import data  # noqa: E402 - found beside this script
import finetune  # noqa: E402 - see above

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


RARE = 21_500
"""The vocabulary is ordered by how common a piece is; one from here on stays only where a training text uses it."""


def kept(token: str) -> bool:
    """Latin word pieces, digits, punctuation, every single Greek letter and symbol; no other script, no spare slots."""
    if token in SPECIAL:
        return True
    if token.startswith("[unused"):
        return False
    body = token.removeprefix("##")
    if all(ord(letter) < 0x250 for letter in body):
        return True
    return len(body) == 1 and (unicodedata.category(body)[0] in "SPN" or "GREEK" in unicodedata.name(body, ""))


def prune(model: Any, tokenizer: Any, texts: Sequence[str], out: Path) -> None:
    """Keep some word pieces: new ids in the tokenizer file, the same rows of the embedding in the model."""
    used = {piece for ids in tokenizer(list(texts))["input_ids"] for piece in ids}
    described = json.loads(tokenizer.backend_tokenizer.to_str())
    vocabulary: dict[str, int] = described["model"]["vocab"]
    order = sorted(
        (token for token, place in vocabulary.items() if kept(token) and (place < RARE or place in used)),
        key=lambda token: vocabulary[token],
    )
    rows = torch.tensor([vocabulary[token] for token in order])
    ids = {token: place for place, token in enumerate(order)}
    described["model"]["vocab"] = ids
    described["added_tokens"] = [one | {"id": ids[one["content"]]} for one in described["added_tokens"]]
    processor = described["post_processor"]
    if "special_tokens" in processor:
        for name, one in processor["special_tokens"].items():
            one["ids"] = [ids[name]]
    else:
        processor["sep"], processor["cls"] = ["[SEP]", ids["[SEP]"]], ["[CLS]", ids["[CLS]"]]
    described["padding"] = described["truncation"] = None
    (out / "tokenizer.json").write_text(
        json.dumps(described, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    words = model.bert.embeddings.word_embeddings
    replacement = torch.nn.Embedding(len(order), words.embedding_dim, padding_idx=0)
    replacement.weight.data = words.weight.data[rows].clone()
    model.bert.embeddings.word_embeddings = replacement
    model.star = ids["*"]
    print(f"vocabulary: {len(order)} of {len(vocabulary)} word pieces kept")


def export(model: Any, path: Path) -> None:
    """Float ONNX, fused, then int8 weights."""
    names = ["input_ids", "attention_mask", "token_type_ids"]
    ids = torch.ones(2, 16, dtype=torch.long)
    mask, kinds = ids.clone(), ids.clone()
    mask[1, 10:] = kinds[:, :4] = 0
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            model, (ids, mask, kinds), str(plain), input_names=names, output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names} | {"logits": {0: "batch"}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        better = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=384)
        print("fused:", better.get_fused_operator_statistics())
        better.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused), str(path), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=spared(fused),
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    made = onnx.load(str(path))
    halve(made.graph)
    made.producer_name, made.doc_string = "deskbot training/export.py", ""
    onnx.save(made, str(path))


_SPARED = re.compile(r"/bert/encoder/layer\.\d/output/dense/MatMul|/(?:dense|classifier)/Gemm")
"""
Multiplications that stay in floats: the second half of each feed-forward layer, whose inputs have outliers that eight bits
cannot hold, and the head.
"""


def spared(path: Path) -> list[str]:
    """Their names in this graph."""
    return [node.name for node in onnx.load(str(path)).graph.node if _SPARED.fullmatch(node.name)]


def halve(graph: Any) -> None:
    """Large float weights are stored in 16 bits; a Cast, folded at load, makes them 32 again."""
    for one in list(graph.initializer):
        if one.data_type != onnx.TensorProto.FLOAT or int(np.prod(one.dims)) < 100_000:
            continue
        values = onnx.numpy_helper.to_array(one).astype(np.float16)
        name = one.name
        graph.initializer.remove(one)
        graph.initializer.append(onnx.numpy_helper.from_array(values, name + "_16"))
        graph.node.insert(
            0, onnx.helper.make_node("Cast", [name + "_16"], [name], name=name + "_32", to=onnx.TensorProto.FLOAT)
        )


def write_config(out: Path, version: str, temperature: float) -> None:
    """config.json, with the hashes of the two other files."""
    files = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    config = {
        "version": version,
        "base": "all-MiniLM-L6-v2",
        "id2label": dict(enumerate(data.LABELS)),
        "targets": True,
        "figures": True,
        "max_length": finetune.MAX_LENGTH,
        "temperature": round(temperature, 4),
        "sha256": files,
    }
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def answers(out: Path, items: list[data.Item]) -> np.ndarray:
    """The exported model's probabilities, through the code that ships."""
    from bot.sentiment.models import Example
    from bot.sentiment.transformer import Transformer

    model = Transformer(out, threads=2)
    found: np.ndarray = model.probabilities([Example(item.text, item.target, item.span) for item in items])
    return found


def main() -> None:
    """Export, calibrate, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("version")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    tokenizer, model = finetune.build(options.checkpoint)
    model.eval()
    items = data.load(options.folder)
    held = [item for item in items if item.split == "dev"]
    labels = np.array([item.label for item in held])
    floats = finetune.predict(model, tokenizer, [data.plain(item) for item in held])
    prune(model, tokenizer, [item.text for item in items if item.split == "train"], options.out)
    export(model, options.out / "model.onnx")
    write_config(options.out, options.version, 1.0)
    eights = answers(options.out, held)
    temperature = finetune.fit_temperature(eights, labels)
    write_config(options.out, options.version, temperature)
    same = float((floats.argmax(1) == eights.argmax(1)).mean())
    print(
        f"dev: float {float((floats.argmax(1) == labels).mean()):.4f}, int8 {float((eights.argmax(1) == labels).mean()):.4f}, "
    )
    print(f"same class {same:.4f}; temperature {temperature:.2f}")
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        print(name, (options.out / name).stat().st_size)
    hashes = options.checkpoint / "data_hashes.json"
    if hashes.exists():
        shutil.copy(hashes, ROOT / "data_hashes.json")


if __name__ == "__main__":
    main()
