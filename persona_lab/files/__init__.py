"""YAML files turned into values, with every problem at its line."""
