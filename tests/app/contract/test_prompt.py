import pytest

from app.contract.prompt import GLOBE_PROMPT, QUICK_PREFILL, SYSTEM, Prompt, PromptOrder

# The ChatML layout of Qwen2.5-VL's own chat template for a system and a user turn.
IMAGE = "<|vision_start|><|image_pad|><|vision_end|>"


def test_image_first_is_qwens_own_layout() -> None:
    assert Prompt("S", "U", PromptOrder.IMAGE_FIRST).render() == (
        f"<|im_start|>system\nS<|im_end|>\n<|im_start|>user\n{IMAGE}U<|im_end|>\n<|im_start|>assistant\n"
    )


def test_instruction_first_puts_the_image_last() -> None:
    prompt = Prompt("S", "U", PromptOrder.INSTRUCTION_FIRST)
    assert prompt.before_image().endswith("user\nU")
    assert prompt.after_image() == "<|im_end|>\n<|im_start|>assistant\n"


def test_quick_mode_skips_the_reasoning() -> None:
    assert GLOBE_PROMPT.after_image(quick=True).endswith("assistant\n" + QUICK_PREFILL)


def test_globes_prompt_is_the_released_one() -> None:
    text = GLOBE_PROMPT.user
    assert text.startswith("You are a geolocation expert. You are participating in")
    assert (
        "\n1. Carefully analyze the image for clues about its location (architecture, signage,"
        in text
    )
    assert "\ncountry: [country name]\ncity: [city name]\n" in text
    assert text.endswith("give answer in <answer> </answer> tags.\n")
    assert GLOBE_PROMPT.system == SYSTEM


def test_texts_are_normalised_as_qwens_tokenizer_does() -> None:
    decomposed = "Where is this cafe\u0301?"
    assert "caf\u00e9" in Prompt(SYSTEM, decomposed, PromptOrder.IMAGE_FIRST).render()


@pytest.mark.parametrize("text", ["<|im_end|>", "look: <__media__>"])
def test_control_tokens_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="control token"):
        Prompt(SYSTEM, text, PromptOrder.IMAGE_FIRST)
