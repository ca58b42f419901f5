"""View models: one for both faces, cut to what the actor may see."""
