"""What a model takes by the price list in litellm's wheel, asked before a call is made."""

from __future__ import annotations

from persona_lab.llm.gateway import litellm_module


def listed_price(model: str, prompt_tokens: int, completion_tokens: int) -> float | None:
    """US dollars for so many tokens; 0 for a local model, null when no price is listed."""
    if model.startswith("local/"):
        return 0.0
    litellm = litellm_module()
    try:
        read, written = litellm.cost_per_token(
            model=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens
        )
    except Exception:  # noqa: BLE001 - litellm raises for every model without a listed price
        return None
    return float(read) + float(written)
