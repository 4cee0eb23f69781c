"""Any OpenAI-compatible endpoint, asked for one completion. Used only where DESKBOT_LLM_URL is set."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.errors import ConfigError
from bot.settings import Secret

log = logging.getLogger(__name__)

TIMEOUT_S = 20.0
MAX_ANSWER = 200_000


def completer(url: str, model: str, key: Secret) -> Callable[[str, str], str]:
    """
    (instructions, text) -> answer, "" where the endpoint fails: a link is answered without a summary then.

    Raises `ConfigError` for an endpoint that is no http(s) URL or has no model.
    """
    if not url.startswith(("https://", "http://")) or not model:
        raise ConfigError("Summaries need DESKBOT_LLM_URL (https://...) and DESKBOT_LLM_MODEL. Change them in .env.")
    endpoint = (
        url.rstrip("/") if url.rstrip("/").endswith("/chat/completions") else f"{url.rstrip('/')}/chat/completions"
    )

    def complete(instructions: str, text: str) -> str:
        import requests

        with requests.Session() as session:
            session.trust_env = False
            try:
                answer = session.post(
                    endpoint,
                    json={
                        "model": model,
                        "temperature": 0,
                        "max_tokens": 300,
                        "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
                    },
                    headers={"Authorization": f"Bearer {key.reveal()}"} if key else {},
                    timeout=(5, TIMEOUT_S),
                    allow_redirects=False,
                )
                answer.raise_for_status()
                if len(answer.content) > MAX_ANSWER:
                    return ""
                return str(answer.json()["choices"][0]["message"]["content"])
            except (requests.RequestException, ValueError, KeyError, IndexError, TypeError) as error:
                log.warning("no summary: the language model did not answer (%s)", type(error).__name__)
                return ""

    return complete
