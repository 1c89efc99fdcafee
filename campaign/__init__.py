"""The phases of the campaign: learn, write, choose, publish; whether pages may be written now; `training`: its sessions."""
