"""What an organisation sets of its campaign: `calendar`, its phases; `training`, its sessions; its names and languages."""
