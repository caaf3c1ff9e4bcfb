"""The font of charts, for browsers and for resvg."""

# A browser takes the first. resvg knows neither it nor the last, and draws letters in families
# that it has only.
_FAMILIES = "system-ui, Arial, Helvetica, Segoe UI, Noto Sans, Liberation Sans, DejaVu Sans, sans-serif"
FONT = f"font-family='{_FAMILIES}' font-size='13'"
