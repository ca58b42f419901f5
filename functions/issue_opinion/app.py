"""POST /matters/{matter_id}/letters/{action}: every row that signs and numbers a document; GET shows its form."""

from jiandu.acting import add_acting
from jiandu.web import App

handler = App("issue_opinion", fact="letters_issued")
add_acting(handler, "/matters/{matter_id}/letters/{action}")
