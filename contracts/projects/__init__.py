"""Projects (项目): what contracts are for, who works on them, and the budget lines (预算) that contracts are held against."""
