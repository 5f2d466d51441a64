"""The lab's own look, dark and light."""

from textual.theme import Theme

DARK = "persona-lab-dark"
LIGHT = "persona-lab-light"

OWN_VARIABLES = {
    "customer": "#d0974e",
    "agent": "#5aa99b",
    "anger": "#d96a5f",
    "trust": "#7fae74",
    "patience": "#7a99d1",
}
"""What other themes use for our names: tones that read on dark and on light."""

THEMES = (
    Theme(
        name=DARK,
        primary="#74c7b8",
        secondary="#8fb0e8",
        accent="#e8b06a",
        warning="#e8c46a",
        error="#ee8277",
        success="#97cc8b",
        foreground="#dfe5ea",
        background="#10151b",
        surface="#161d25",
        panel="#1e2731",
        dark=True,
        variables={
            "customer": "#e8b06a",
            "agent": "#74c7b8",
            "anger": "#ee8277",
            "trust": "#97cc8b",
            "patience": "#8fb0e8",
            "border": "#33414f",
            "border-blurred": "#263240",
            "footer-background": "#10151b",
            "footer-key-foreground": "#e8b06a",
            "footer-description-foreground": "#94a3b1",
            "input-selection-background": "#74c7b8 30%",
            "block-cursor-background": "#74c7b8",
            "block-cursor-foreground": "#10151b",
            "block-cursor-blurred-background": "#74c7b8 18%",
            "block-cursor-blurred-foreground": "#dfe5ea",
            "scrollbar": "#2b3846",
            "scrollbar-background": "#10151b",
        },
    ),
    Theme(
        name=LIGHT,
        primary="#1d7a6c",
        secondary="#3a5fa8",
        accent="#9a5b0c",
        warning="#8a6500",
        error="#b23a2e",
        success="#3a7a2c",
        foreground="#1f2a33",
        background="#f7f5f0",
        surface="#efece4",
        panel="#e6e2d8",
        dark=False,
        variables={
            "customer": "#9a5b0c",
            "agent": "#1d7a6c",
            "anger": "#b23a2e",
            "trust": "#3a7a2c",
            "patience": "#3a5fa8",
            "border": "#b9b3a4",
            "border-blurred": "#d3cec1",
            "footer-background": "#f7f5f0",
            "footer-key-foreground": "#9a5b0c",
            "footer-description-foreground": "#5b6670",
            "block-cursor-background": "#1d7a6c",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-background": "#1d7a6c 16%",
            "block-cursor-blurred-foreground": "#1f2a33",
        },
    ),
)
