"""The control interface under /sandbox, which the page and any script use. Documented in docs/tasks/sandbox.md."""
