"""Joint development needs: from what is identified to what is introduced."""
