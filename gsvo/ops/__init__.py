"""Running the portal: health, start-up checks, `make run`, translations, backups."""
