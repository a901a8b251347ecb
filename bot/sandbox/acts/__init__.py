"""What people can do in the local Telegram. Each act is an update for the bot; its id is returned."""
