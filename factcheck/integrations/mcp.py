"""A Model Context Protocol server with one tool, for people who check what assistants write."""

from typing import TYPE_CHECKING, Any

import factcheck
from factcheck.common.optional import require
from factcheck.corpus.many import Request, attribute_batch
from factcheck.errors import FactcheckError
from factcheck.pipeline import SHIPPED, Setup

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = (
    "Says which claims of a French or English news text are attributed to whom, and which are unsourced, "
    "second-hand, anonymous, vague, hearsay or denied. It does not say what is true."
)


def server(setup: Setup = SHIPPED) -> "MCPServer[None]":
    """The server, to be run over any of the protocol's transports. Raises MissingPackageError.

    ``setup`` is what it reads with: models, a reader or outlets of your own.

    >>> server().name
    'factcheck'
    """
    mcp = require("mcp.server", "mcp", "factcheck mcp")
    exceptions = require("mcp.server.mcpserver.exceptions", "mcp", "factcheck mcp")
    types = require("mcp_types", "mcp", "factcheck mcp")
    made: MCPServer[None] = mcp.MCPServer(
        "factcheck", instructions=_INSTRUCTIONS, version=factcheck.__version__, log_level="WARNING"
    )

    @made.tool(
        title="Who says so?",
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )
    def attribute_text(text: str, language: str | None = None, outlet: str | None = None) -> dict[str, Any]:
        """Take a news text apart, claim by claim: who is presented as saying it, through whom, and its flags.

        The answer has the claims of the text in order, each with its words and offsets (spans), who says so
        (attribution: source, cue, and the chain of source ids from the nearest teller to the origin), flags
        (unsourced: nobody is cited; second_hand: the text has it through somebody else; anonymous_source,
        vague_source: by somebody, or nobody in particular, who is not named; hearsay: not vouched for; denied)
        and why they stand; then the sources with their names, types and mentions. It judges the sourcing of
        the text, never its truth.

        Args:
            text: a news article, or any text that reports what others say, in French or English.
            language: "fr" or "en"; detected from the text if left out.
            outlet: who publishes the text, if known; what its own reporters were told is first-hand.
        """
        try:
            [outcome] = attribute_batch([Request(text, language, outlet, setup)])
            if isinstance(outcome, Exception):
                raise outcome
            return outcome.to_dict()
        except FactcheckError as error:
            raise exceptions.ToolError(str(error)) from error

    return made
