"""Room 6: Event -> journal."""
