"""POST /matters/{matter_id}/actions/{action}: every row without a document of ours; GET shows its form."""

from jiandu.acting import add_acting
from jiandu.web import App

handler = App("act_on_matter", fact="acts_done")
add_acting(handler, "/matters/{matter_id}/actions/{action}")
