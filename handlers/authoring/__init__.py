"""/surveys: coordinators see, try, assign, change and publish surveys in the chat."""
