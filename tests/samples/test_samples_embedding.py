from __future__ import annotations

import json

import numpy as np
import pytest

from pipeline.samples.embedding import DIMENSIONS, HashedNgrams
from pipeline.samples.grams import grams, query_grams

TEXTS = ["全年集中学习12次，讲党课2次。", "支委会开了12次，记录补写2次。", "发展党员1名，收到入党申请书3份。"]


def test_vectors_are_unit_length_and_of_their_size():
    vectors = HashedNgrams.fit(TEXTS).embed(TEXTS)
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_identical_texts_are_one_and_disjoint_texts_zero():
    embedder = HashedNgrams.fit(TEXTS)
    a, b, c = embedder.embed(["学习研讨", "学习研讨", "水电维修"])
    assert np.array_equal(a, b)
    assert a @ b == pytest.approx(1, abs=1e-5)
    assert a @ c == 0


def test_nearer_texts_score_higher():
    embedder = HashedNgrams.fit(TEXTS)
    query, *vectors = embedder.embed(["党课讲了几次", *TEXTS])
    scores = [float(query @ v) for v in vectors]
    assert scores.index(max(scores)) == 0


def test_rare_terms_weigh_more():
    embedder = HashedNgrams.fit(["党员学习"] * 20 + ["党员骑手"])
    query, common, rare = embedder.embed(["学习骑手", "学习", "骑手"])
    assert query @ rare > query @ common


def test_the_same_in_every_process_and_after_a_round_trip():
    embedder = HashedNgrams.fit(TEXTS)
    # Fixed: Python's own hash of a text differs from process to process.
    assert np.flatnonzero(HashedNgrams([1.0] * DIMENSIONS).embed(["党"])[0]).tolist() == [269]
    copy = HashedNgrams(json.loads(json.dumps(embedder.state)))
    assert copy.state == embedder.state
    assert np.array_equal(copy.embed(TEXTS), embedder.embed(TEXTS))


def test_a_text_without_characters_is_zero_and_weights_have_their_length():
    assert not HashedNgrams.fit([]).embed(["……！", ""]).any()
    with pytest.raises(ValueError, match="not 1024"):
        HashedNgrams([1.0])


def test_grams():
    assert grams("三会一课") == ["三", "会", "一", "课", "三会", "会一", "一课"]
    assert grams("党课，APP 12次") == ["党", "课", "党课", "app", "12", "次"]
    assert query_grams("党课，次") == ["党课"]
    assert query_grams("课") == ["课"]
    assert query_grams("？") == []
