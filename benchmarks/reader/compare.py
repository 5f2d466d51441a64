"""What else could read the sentences: average precision, over all kinds, of n-grams, characters and embeddings.

Run it as `python benchmarks/reader/compare.py [--wordllama FOLDER]`, where FOLDER is the unpacked wheel of wordllama;
without it the rows with embeddings are left out. A minute and a half on one core.
"""

import argparse
import json
import re
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from train import FEWEST, FOLDS, SIDES, Array, deal, read

from persona_lab.customer.perceive.ngrams import ngrams
from persona_lab.customer.perceive.words import plain

Features = Callable[[Sequence[str]], sparse.csr_matrix]


def words(texts: Sequence[str], longest: int = 2) -> sparse.csr_matrix:
    """Words up to that many in a row."""
    split = re.compile(r"[\w']+|[^\s\w]").findall
    return TfidfVectorizer(
        preprocessor=plain, tokenizer=split, token_pattern=None, ngram_range=(1, longest), min_df=2
    ).fit_transform(texts)


def characters(texts: Sequence[str]) -> sparse.csr_matrix:
    """Three to five characters within words."""
    return TfidfVectorizer(preprocessor=plain, analyzer="char_wb", ngram_range=(3, 5), min_df=2).fit_transform(texts)


def classed(texts: Sequence[str]) -> sparse.csr_matrix:
    """Words, pairs and classes of words, as the reader has them."""
    return TfidfVectorizer(analyzer=ngrams, min_df=2).fit_transform(texts)


def embedded(folder: Path, texts: Sequence[str]) -> sparse.csr_matrix:
    """The mean of the static embeddings of a text's tokens, of unit length."""
    from tokenizers import Tokenizer

    tokens = Tokenizer.from_file(str(next(folder.rglob("*tokenizer_config.json"))))
    packed = next(folder.rglob("*.safetensors")).read_bytes()
    size = struct.unpack("<Q", packed[:8])[0]
    entry = next(value for key, value in json.loads(packed[8 : 8 + size]).items() if key != "__metadata__")
    kind = {"F16": np.float16, "F32": np.float32}[entry["dtype"]]
    rows = np.frombuffer(packed, kind, offset=8 + size).reshape(entry["shape"])
    means = [rows[tokens.encode(text, add_special_tokens=False).ids].astype(np.float32).mean(axis=0) for text in texts]
    return sparse.csr_matrix(np.array(means) / np.linalg.norm(means, axis=1, keepdims=True))


def average(table: sparse.csr_matrix, truth: Array, folds: Array) -> float:
    """Average precision on held-out folds, the mean over kinds."""
    found = []
    for column in truth.T:
        scores = np.zeros(len(column))
        for fold in range(FOLDS):
            model = LogisticRegression(solver="liblinear", C=10, tol=1e-3, random_state=0)
            model.fit(table[folds != fold], column[folds != fold])
            scores[folds == fold] = model.decision_function(table[folds == fold])
        found.append(average_precision_score(column, scores))
    return float(np.mean(found))


def main() -> None:
    """The table on stdout."""
    parser = argparse.ArgumentParser(description="Compare features for the learned reader.")
    parser.add_argument("--wordllama", type=Path, help="folder with the embeddings")
    folder = parser.parse_args().wordllama
    tried: dict[str, Features] = {
        "words and pairs": words,
        "up to three words": lambda texts: words(texts, 3),
        "words, pairs and characters": lambda texts: sparse.hstack([words(texts), characters(texts)]).tocsr(),
        "words, pairs and classes (taken)": classed,
    }
    if folder:
        tried["embeddings"] = lambda texts: embedded(folder, texts)
        tried["words, pairs, classes and embeddings"] = lambda texts: sparse.hstack(
            [classed(texts), embedded(folder, texts)]
        ).tocsr()
    print("| | agents | customers |\n|---|---|---|")
    for name, features in tried.items():
        cells = []
        for side in SIDES:
            items = read(side)
            texts = [item["text"] for item in items]
            counts = Counter(label for item in items for label in item["labels"])
            kinds = sorted(kind for kind, count in counts.items() if count >= FEWEST)
            truth = np.array([[kind in item["labels"] for kind in kinds] for item in items])
            folds = deal(texts, [[label for label in item["labels"] if label in kinds] for item in items])
            cells.append(re.sub("^0", "", f"{average(features(texts), truth, folds):.2f}"))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
