"""From a .docx somebody wrote in Word or WPS to a letter's template: opened, linted, compiled, kept in versions."""
