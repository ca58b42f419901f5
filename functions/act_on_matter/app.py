"""POST /matters/{matter_id}/actions/{action}: every row without a document of ours; GET shows its form.

POST /begin/{kind}: a matter an office begins by its own hand.
"""

from jiandu.acting import add_acting, add_beginning
from jiandu.web import App

handler = App("act_on_matter", fact="acts_done")
add_acting(handler, "/matters/{matter_id}/actions/{action}")
add_beginning(handler, "/begin/{kind}")
