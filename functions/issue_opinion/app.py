"""POST /matters/{matter_id}/letters/{action}: every row that signs and numbers a document; GET shows its form.

POST /batches: one act on many matters, signing among them; GET shows its form.
"""

from jiandu.acting import add_acting
from jiandu.batching import add_batches
from jiandu.web import App

handler = App("issue_opinion", fact="letters_issued")
add_acting(handler, "/matters/{matter_id}/letters/{action}")
add_batches(handler, "/batches")
