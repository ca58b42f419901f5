"""Due days as an iCalendar file (RFC 5545) for the calendar of a phone or an office: titles and numbers, no content."""

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from jiandu.views.clocks import Appointment


def calendar_file(appointments: list[Appointment], now: datetime) -> str:
    """The file: an all-day event for each appointment, with an alarm at each reminder still to come."""
    calendar = Calendar()
    calendar.add("prodid", "-//Jiandu//CN")
    calendar.add("version", "2.0")
    for appointment in appointments:
        calendar.add_component(_event(appointment, now))
    return str(calendar.to_ical(), "utf-8")


def _event(appointment: Appointment, now: datetime) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", appointment.summary)
    event.add("dtstart", appointment.day)
    event.add("dtend", appointment.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if appointment.provisional else "CONFIRMED")
    for instant in appointment.reminders:
        if instant > now:
            event.add_component(_alarm(appointment.summary, instant))
    return event


def _alarm(summary: str, instant: datetime) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", instant.astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm
