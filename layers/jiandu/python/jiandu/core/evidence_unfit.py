"""Why a file is not released."""


class Unfit(Exception):
    """An arrived file must not be released; ``reason`` is the sentence for whoever sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
