"""Work items (待办): what people are asked, under the visits of tokens."""
