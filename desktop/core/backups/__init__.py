"""Copies and the way back: backup, restore, rescue, travel, trial, and forgetting a computer."""
