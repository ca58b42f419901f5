"""One realistic context for each page, and some for its rarer faces."""

import page_samples_admin as admin
import page_samples_calendar as calendar
import page_samples_flow as flow
import page_samples_lists as lists
import page_samples_matter as matter
import page_samples_public as public
import page_samples_templates as templates
from page_parts import Context

# name: template and context; names ending in _refused show a mistake
SAMPLES: dict[str, tuple[str, Context]] = {
    "home": ("home.html", public.home()),
    "complaint_form": ("complaint_form.html", public.complaint_form()),
    "complaint_form_refused": ("complaint_form.html", public.complaint_form_refused()),
    "complaint_received": ("complaint_received.html", public.complaint_received()),
    "take_in_for_an_office": ("take_in.html", public.take_in_for_an_office()),
    "take_in_leads": ("take_in_leads.html", public.take_in_leads()),
    "take_in_leads_empty": ("take_in_leads.html", public.take_in_leads_empty()),
    "take_in_import": ("take_in_import.html", public.take_in_import()),
    "take_in_import_refused": ("take_in_import.html", public.take_in_import_refused()),
    "take_in_import_tried": ("take_in_import.html", public.take_in_import_tried()),
    "taken_in": ("complaint_received.html", public.taken_in()),
    "take_in": ("take_in.html", public.take_in()),
    "take_in_refused": ("take_in.html", public.take_in_refused()),
    "track": ("track.html", public.track()),
    "track_refused": ("track.html", public.track_refused()),
    "tracked": ("tracked.html", public.tracked()),
    "tracked_refused": ("tracked.html", public.tracked_refused()),
    "sign_in": ("sign_in.html", lists.sign_in()),
    "sign_in_refused": ("sign_in.html", lists.sign_in_refused()),
    "desk": ("desk.html", lists.desk()),
    "desk_empty": ("desk.html", lists.desk_empty()),
    "batch": ("batch.html", lists.batch()),
    "batch_refused": ("batch.html", lists.batch_refused()),
    "batch_done": ("batch_done.html", lists.batch_done()),
    "handover_list": ("handover_list.html", lists.handover_list()),
    "inbox": ("inbox.html", lists.inbox()),
    "matter": ("matter.html", matter.matter_page()),
    "matter_bare": ("matter.html", matter.matter_bare()),
    "act": ("act.html", matter.act()),
    "act_refused": ("act.html", matter.act_refused()),
    "calculator": ("calculator.html", public.calculator()),
    "calculator_refused": ("calculator.html", public.calculator_refused()),
    "calendar": ("calendar.html", calendar.calendar()),
    "calendar_public": ("calendar.html", calendar.calendar_public()),
    "calendar_load": ("calendar_load.html", calendar.calendar_load()),
    "calendar_load_refused": ("calendar_load.html", calendar.calendar_load_refused()),
    "calendar_pending": ("calendar_pending.html", calendar.calendar_pending()),
    "templates": ("templates.html", templates.templates()),
    "templates_empty": ("templates.html", templates.templates_empty()),
    "template": ("template.html", templates.template()),
    "template_waiting": ("template.html", templates.template_waiting()),
    "template_refused": ("template.html", templates.template_refused()),
    "calendar_pending_empty": ("calendar_pending.html", calendar.calendar_pending_empty()),
    "procedures": ("procedures.html", flow.procedures()),
    "flow": ("flow.html", flow.flow()),
    "admin_tree": ("admin_tree.html", admin.tree()),
    "admin_tree_empty": ("admin_tree.html", admin.tree_empty()),
    "admin_organisation": ("admin_organisation.html", admin.organisation()),
    "admin_organisation_closed": ("admin_organisation.html", admin.organisation_closed()),
    "admin_person": ("admin_person.html", admin.person()),
    "admin_person_bare": ("admin_person.html", admin.person_bare()),
    "admin_task": ("admin_task.html", admin.task()),
    "admin_task_refused": ("admin_task.html", admin.task_refused()),
    "clock": ("clock.html", lists.clock_page()),
    "problem": ("problem.html", lists.problem()),
    "problem_bare": ("problem.html", lists.problem_bare()),
}
