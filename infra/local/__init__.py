"""The embedded cloud: the project's own template deployed to AWS services that run in this process."""
