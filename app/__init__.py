"""Meridian, the application: finds out where photographs were taken, offline."""
