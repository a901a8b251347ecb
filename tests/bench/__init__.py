"""`python -m tests.bench`: the bot beside a bare aiogram bot with aiogram's defaults, in one run."""
