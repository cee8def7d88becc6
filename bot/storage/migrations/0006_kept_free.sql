-- This number is kept for a step that another change brings.
SELECT 1;
