"""POST /objections/{matter_id}/actions/{action}: the agency's objection and its examination; GET shows its form."""

from jiandu.acting import add_acting
from jiandu.web import App

handler = App("review_objection", fact="objection_acts_done")
add_acting(handler, "/objections/{matter_id}/actions/{action}")
