"""Segmentation by tiny models of the real classes, with random weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.errors import AppError
from trainer.curation.segment import Segmenter
from trainer.curation.settings import SegmentationSettings

LABELS = ["wall", "building, edifice", "sky", "tree", "flag"]


def save_tiny_segmenter(folder: Path, kind: str) -> Path:
    """A Mask2Former or MaskFormer of 0.1 M parameters, saved as a checkpoint folder."""
    pytest.importorskip("scipy", reason="transformers wants scipy for the losses of both")
    import transformers

    names = {number: label for number, label in enumerate(LABELS)}
    classes = {"id2label": names, "label2id": {label: number for number, label in names.items()}}
    backbone = transformers.SwinConfig(
        image_size=64,
        embed_dim=8,
        depths=[1, 1, 1, 1],
        num_heads=[1, 1, 2, 2],
        window_size=4,
        out_features=["stage1", "stage2", "stage3", "stage4"],
    )
    if kind == "mask2former":
        from transformers.models.mask2former.image_processing_pil_mask2former import (
            Mask2FormerImageProcessorPil as Processor,
        )

        config = transformers.Mask2FormerConfig(
            backbone_config=backbone,
            feature_size=32,
            mask_feature_size=32,
            hidden_dim=32,
            encoder_feedforward_dim=16,
            encoder_layers=1,
            decoder_layers=2,
            num_attention_heads=2,
            dim_feedforward=16,
            num_queries=8,
            **classes,
        )
        model = transformers.Mask2FormerForUniversalSegmentation(config)
    else:
        from transformers.models.maskformer.image_processing_pil_maskformer import (
            MaskFormerImageProcessorPil as Processor,
        )

        decoder = transformers.DetrConfig(
            d_model=32,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            num_queries=8,
        )
        config = transformers.MaskFormerConfig(
            backbone_config=backbone,
            decoder_config=decoder,
            fpn_feature_size=32,
            mask_feature_size=32,
            **classes,
        )
        model = transformers.MaskFormerForInstanceSegmentation(config)
    model.save_pretrained(folder)
    Processor(size={"height": 64, "width": 64}).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("kind", ["mask2former", "maskformer"])
def test_shares_of_the_classes_of_each_picture(tmp_path: Path, kind: str) -> None:
    folder = save_tiny_segmenter(tmp_path / kind, kind)
    segmenter = Segmenter(SegmentationSettings(str(folder), "cpu", 2))
    pictures = [
        Image.new("RGB", (100, 80), "teal"),
        Image.effect_noise((60, 90), 80).convert("RGB"),
    ]
    seen = segmenter.see(pictures)
    assert len(seen) == 2
    for shares in seen:
        assert sum(shares.values()) == pytest.approx(1, abs=1e-3)
        assert set(shares) <= {"wall", "building", "sky", "tree", "flag"}
    assert segmenter.see(pictures[1:])[0] == pytest.approx(seen[1], abs=0.02)


@pytest.mark.parametrize("content", [None, "{}", '{"model_type": "bert"}', "not json"])
def test_what_is_no_segmentation_model_is_named(tmp_path: Path, content: str | None) -> None:
    folder = tmp_path / "model"
    if content is not None:
        folder.mkdir()
        (folder / "config.json").write_text(content, "utf-8")
    with pytest.raises(AppError, match="Segmentation model not usable"):
        Segmenter(SegmentationSettings(str(folder), "cpu", 2))
