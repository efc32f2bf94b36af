"""The key-value part of the two GGUF files: what llama.cpp must know of the architecture."""

from __future__ import annotations

from typing import Final

import gguf
from gguf import GGUFWriter

from trainer.export.checkpoint import Checkpoint
from trainer.export.checks import rope_settings
from trainer.export.mapping import Precision
from trainer.export.vocabulary import add_vocabulary

_ROPE_SECTIONS: Final = 4
# transformers 4 and 5 hard-code this in modeling_qwen2_5_vl.py (Qwen2RMSNorm of the vision tower).
_VISION_RMS_NORM_EPS: Final = 1e-6
_DEFAULT_IMAGE_SIZE: Final = 560  # unused by the architecture, but llama.cpp insists on the key


def add_text_metadata(writer: GGUFWriter, checkpoint: Checkpoint, precision: Precision) -> None:
    """Describe the language model and its vocabulary.

    Raises:
        AppError: See `add_vocabulary`.
    """
    text = checkpoint.text_config
    rope = rope_settings(text)
    sections = list(rope["mrope_section"])
    writer.add_block_count(text["num_hidden_layers"])
    writer.add_context_length(text["max_position_embeddings"])
    writer.add_embedding_length(text["hidden_size"])
    writer.add_feed_forward_length(text["intermediate_size"])
    writer.add_head_count(text["num_attention_heads"])
    writer.add_head_count_kv(text["num_key_value_heads"])
    writer.add_rope_dimension_sections(sections + [0] * (_ROPE_SECTIONS - len(sections)))
    writer.add_rope_freq_base(rope.get("rope_theta") or text["rope_theta"])
    writer.add_layer_norm_rms_eps(text["rms_norm_eps"])
    if text.get("head_dim"):
        writer.add_key_length(text["head_dim"])
        writer.add_value_length(text["head_dim"])
    writer.add_file_type(precision.file_type)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    add_vocabulary(writer, checkpoint)


def add_vision_metadata(writer: GGUFWriter, checkpoint: Checkpoint, precision: Precision) -> None:
    """Describe the vision tower and its projector.

    Raises:
        AppError: The checkpoint does not say how colours are normalised.
    """
    vision = checkpoint.vision_config
    mean, deviation = checkpoint.image_normalization()
    writer.add_file_type(precision.file_type)
    writer.add_clip_has_vision_encoder(value=True)
    writer.add_vision_projection_dim(checkpoint.text_config["hidden_size"])
    writer.add_vision_image_size(vision.get("image_size", _DEFAULT_IMAGE_SIZE))
    writer.add_vision_patch_size(vision["patch_size"])
    writer.add_vision_embedding_length(vision["hidden_size"])
    writer.add_vision_feed_forward_length(vision["intermediate_size"])
    writer.add_vision_block_count(vision["depth"])
    writer.add_vision_head_count(vision["num_heads"])
    writer.add_vision_image_mean(mean)
    writer.add_vision_image_std(deviation)
    writer.add_clip_projector_type(gguf.VisionProjectorType.QWEN25VL)
    writer.add_vision_use_silu(value=True)
    writer.add_vision_n_wa_pattern(vision["fullatt_block_indexes"][0] + 1)
    writer.add_vision_attention_layernorm_eps(_VISION_RMS_NORM_EPS)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
